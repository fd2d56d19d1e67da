import type { MetricDescription } from '../sensor.ts';
import { AMOUNT, SHARE } from './ranges.ts';

const MEMINFO = '/proc/meminfo';
const VMSTAT = '/proc/vmstat';

/** What is told of memory, on every platform. */
export const MEMORY_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.memory.usage',
    unit: 'By',
    meaning: 'memory `used` (what `free` prints), `free`, `cached`, `buffers`',
    source: MEMINFO,
    method: 'used: MemTotal − MemAvailable; cached: Cached + SReclaimable',
    range: AMOUNT,
  },
  {
    metric: 'system.memory.limit',
    unit: 'By',
    meaning: 'memory that the kernel manages, `total`',
    source: MEMINFO,
    method: 'MemTotal',
    range: AMOUNT,
  },
  {
    metric: 'system.memory.utilization',
    unit: '1',
    meaning: 'share of memory `used`',
    source: MEMINFO,
    method: '(MemTotal − MemAvailable) / MemTotal',
    range: SHARE,
  },
];

/** What is told of swap, where there is any. */
export const SWAP_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.paging.usage',
    unit: 'By',
    meaning: 'swap space `used` and `free`',
    source: MEMINFO,
    method: 'used: SwapTotal − SwapFree',
    range: AMOUNT,
  },
  {
    metric: 'system.paging.utilization',
    unit: '1',
    meaning: 'share of swap space `used`',
    source: MEMINFO,
    method: '(SwapTotal − SwapFree) / SwapTotal',
    range: SHARE,
  },
];

/** What memory costs: pages that were not there, and pages that went to swap and came back. */
export const PAGING_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.paging.faults.major',
    unit: '{fault}/s',
    meaning: 'page faults that had to wait for a disk, per second',
    source: VMSTAT,
    method: 'increase of pgmajfault ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.paging.faults.minor',
    unit: '{fault}/s',
    meaning: 'page faults that memory could answer, per second',
    source: VMSTAT,
    method: 'increase of pgfault − pgmajfault ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.paging.operations.in',
    unit: '{operation}/s',
    meaning: 'pages read back from swap per second',
    source: VMSTAT,
    method: 'increase of pswpin ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.paging.operations.out',
    unit: '{operation}/s',
    meaning: 'pages written to swap per second',
    source: VMSTAT,
    method: 'increase of pswpout ÷ time',
    range: AMOUNT,
  },
];

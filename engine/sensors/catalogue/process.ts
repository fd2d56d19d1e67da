import type { MetricDescription } from '../sensor.ts';
import { AMOUNT, SHARE } from './ranges.ts';

const STAT = '/proc/PID/stat of every process';
/** How many names are told of. */
export const TOP_COUNT = 10;

const TOP = 'the ten names with most';

/** What the processes take, those of one name together: the ten names with most of it. */
export const PROCESS_METRICS: readonly MetricDescription[] = [
  {
    metric: 'process.cpu.utilization',
    unit: '1',
    meaning: `share of all processors that the processes of one name used, ${TOP}`,
    source: STAT,
    method:
      'increase of utime + stime, ÷ 100 ÷ time ÷ processors; what starts and ends between two readings is not seen',
    range: SHARE,
  },
  {
    metric: 'process.memory.usage',
    unit: 'By',
    meaning: `resident memory of the processes of one name, ${TOP}; what they share is counted in each`,
    source: STAT,
    method: 'rss × page size',
    range: AMOUNT,
  },
  {
    metric: 'process.thread.count',
    unit: '{thread}',
    meaning: `threads of the processes of one name, ${TOP}`,
    source: STAT,
    method: 'num_threads',
    range: AMOUNT,
  },
];

/** What the processes read from and write to disks, those of one name together. */
export const PROCESS_IO_METRICS: readonly MetricDescription[] = (['read', 'write'] as const).map((direction) => ({
  metric: `process.disk.io.${direction}`,
  unit: 'By/s',
  meaning: `bytes per second that the processes of one name had disks ${direction}, ${TOP}; without root only your own`,
  source: '/proc/PID/io of every process',
  method: `increase of ${direction}_bytes ÷ time`,
  range: AMOUNT,
}));

/** What this program itself costs. */
export const OWN_METRICS: readonly MetricDescription[] = [
  {
    metric: 'millrace.cpu.utilization',
    unit: '1',
    meaning: 'processor time of the process that reads the sensors: 1 is one processor',
    source: 'getrusage of the process',
    method: 'increase of user + system time ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'millrace.memory.usage',
    unit: 'By',
    meaning: 'resident memory of the process that reads the sensors',
    source: '/proc/self/stat',
    method: 'rss × page size',
    range: AMOUNT,
  },
];

import type { MetricDescription } from '../sensor.ts';
import { AMOUNT, SHARE } from './ranges.ts';

/** How busy the processors are, all together and each. */
export const CPU_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.cpu.utilization',
    unit: '1',
    meaning: 'share of time the processors worked, `total` and each by number',
    source: '/proc/stat',
    method:
      '1 − (idle + iowait) / (user + nice + system + idle + iowait + irq + softirq + steal), increases since before',
    range: SHARE,
  },
  {
    metric: 'system.process.count',
    unit: '{process}',
    meaning: 'processes that are `running`, or wait for a disk (`blocked`), right now',
    source: '/proc/stat',
    method: 'procs_running, procs_blocked',
    range: AMOUNT,
  },
  {
    metric: 'system.process.created',
    unit: '{process}/s',
    meaning: 'processes and threads started per second',
    source: '/proc/stat',
    method: 'increase of processes ÷ time',
    range: AMOUNT,
  },
];

const STATES = [
  ['user', 'programs, at ordinary priority', 'user'],
  ['nice', 'programs of low priority', 'nice'],
  ['system', 'the kernel, on behalf of programs', 'system'],
  ['idle', 'nothing', 'idle'],
  ['iowait', 'nothing, while a program waited for a disk', 'iowait'],
  ['interrupt', 'interrupts', 'irq + softirq'],
  ['steal', 'other virtual machines of the same host, although this one had work', 'steal'],
] as const;

/** What the processors spent their time on, and how often they changed over. */
export const CPU_STATE_METRICS: readonly MetricDescription[] = [
  ...STATES.map(([state, meaning, columns]) => ({
    metric: `system.cpu.utilization.${state}`,
    unit: '1',
    meaning: `share of time the processors spent on ${meaning}; \`total\` and each by number`,
    source: '/proc/stat',
    method: `increase of ${columns} ÷ increase of all eight times; the states add up to 1`,
    range: SHARE,
  })),
  {
    metric: 'system.cpu.context_switches',
    unit: '{switch}/s',
    meaning: 'changes from one thread to another per second, on all processors',
    source: '/proc/stat',
    method: 'increase of ctxt ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.cpu.interrupts',
    unit: '{interrupt}/s',
    meaning: 'interrupts served per second, on all processors',
    source: '/proc/stat',
    method: 'increase of the first number of intr ÷ time',
    range: AMOUNT,
  },
];

/** The clock of each processor. */
export const FREQUENCY_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.cpu.frequency',
    unit: 'Hz',
    meaning: 'clock of each processor by number, as its driver tells it',
    source: '/sys/devices/system/cpu/cpu*/cpufreq/scaling_cur_freq, else /proc/cpuinfo',
    method: 'kHz × 1000, or "cpu MHz" × 1,000,000',
    // The slowest ARM cores idle at tens of MHz; nothing that is sold runs at 10 GHz.
    range: [1e6, 1e10],
  },
];

/** How far the processors were slowed down because they were too hot. */
export const THROTTLING_METRICS: readonly MetricDescription[] = (
  [
    ['core', 'a core, entity: its first processor'],
    ['package', 'a whole processor package, entity: its number'],
  ] as const
).flatMap(([part, of]) => [
  {
    metric: `system.cpu.throttling.${part}`,
    unit: '{event}/s',
    meaning: `how often heat slowed down ${of}, per second`,
    source: `/sys/devices/system/cpu/cpu*/thermal_throttle/${part}_throttle_count`,
    method: 'increase ÷ time',
    range: AMOUNT,
  },
  {
    metric: `system.cpu.throttling_time.${part}`,
    unit: '1',
    meaning: `share of time in which heat slowed down ${of}`,
    source: `/sys/devices/system/cpu/cpu*/thermal_throttle/${part}_throttle_total_time_ms`,
    method: 'increase in ms ÷ time in ms',
    range: SHARE,
  },
]);

/** The load averages that Unix systems keep. */
export const LOAD_METRICS: readonly MetricDescription[] = ['1m', '5m', '15m'].map((span, i) => ({
  metric: `system.cpu.load_average.${span}`,
  unit: '{thread}',
  meaning: `threads that ran or wanted to (on Linux also those waiting for disks), damped over ${span}`,
  source: '/proc/loadavg',
  method: `number ${i + 1}`,
  range: AMOUNT,
}));

/** Time lost waiting for processors, memory and disks: the kernel's pressure stall information. */
export const PRESSURE_METRICS: readonly MetricDescription[] = (
  [
    ['some', 'at least one task'],
    ['full', 'every task that had work'],
  ] as const
).map(([kind, who]) => ({
  metric: `system.linux.pressure.${kind}`,
  unit: '1',
  meaning: `share of time in which ${who} waited for \`cpu\`, \`memory\` or \`io\``,
  source: '/proc/pressure/{cpu,memory,io}',
  method: `increase of total (µs) of the line "${kind}" ÷ time`,
  range: SHARE,
}));

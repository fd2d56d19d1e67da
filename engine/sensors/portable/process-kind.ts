import { CPU_METRICS } from '../catalogue/cpu.ts';
import { PROCESS_METRICS, TOP_COUNT } from '../catalogue/process.ts';
import { TopNames } from '../linux/process-list.ts';
import type { MetricDescription, Reading } from '../sensor.ts';
import type { PortableKind } from './portable-reader.ts';
import type { ProcessInfo, SystemInformation } from './system-information.ts';

/** What Windows calls the time in which nothing runs. */
const IDLE = 'System Idle Process';

/**
 * What the processes use, by their names. macOS tells of processor time only an average over about a minute, and Windows not which
 * processes run: those are left out.
 */
export function processKind(platform: NodeJS.Platform, information: SystemInformation): PortableKind {
  const isWindows = platform === 'win32';
  const names = ['process.memory.usage', isWindows ? 'process.cpu.utilization' : 'system.process.count'];
  let isFirst = true;
  return {
    name: 'processes',
    // A program is started for it, which on Windows takes a second of a processor.
    cadenceMs: isWindows ? 30_000 : 10_000,
    metrics: [...CPU_METRICS, ...PROCESS_METRICS].filter(({ metric }) => names.includes(metric)),
    reason: 'the system lists no processes',
    remedy: null,
    gauges: async () => {
      const { list, running, blocked } = await information.processes();
      const memory = top('process.memory.usage', list, ({ memoryBytes }) => memoryBytes);
      if (!isWindows) return 0 < list.length ? [...memory, ...counts({ running, blocked })] : [];
      // What the first call tells is an average since the start of each process.
      const cpu = isFirst ? [] : top('process.cpu.utilization', list, ({ cpuShare }) => cpuShare);
      isFirst = false;
      return [...memory, ...cpu];
    },
  };
}

function top(metric: string, list: readonly ProcessInfo[], amountOf: (process: ProcessInfo) => number): Reading[] {
  const { unit, range }: MetricDescription = PROCESS_METRICS.find((each) => each.metric === metric)!;
  const amounts = new TopNames();
  for (const process of list) {
    const amount = amountOf(process);
    if (process.name !== IDLE && 0 < amount) amounts.add(process.name, amount);
  }
  return amounts.top(TOP_COUNT).map(([entity, value]) => ({ metric, entity, value: Math.min(range[1], value), unit }));
}

function counts({ running, blocked }: { readonly running: number; readonly blocked: number }): Reading[] {
  return [
    { metric: 'system.process.count', entity: 'running', value: running, unit: '{process}' },
    { metric: 'system.process.count', entity: 'blocked', value: blocked, unit: '{process}' },
  ];
}

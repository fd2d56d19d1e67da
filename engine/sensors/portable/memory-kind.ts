import { freemem, totalmem } from 'node:os';
import { MEMORY_METRICS, SWAP_METRICS } from '../catalogue/memory.ts';
import { swapReadings } from '../linux/memory.ts';
import type { Reading } from '../sensor.ts';
import type { PortableKind } from './portable-reader.ts';
import type { SystemInformation } from './system-information.ts';

/**
 * Memory and swap. On Windows what Node calls free is what programs can get, so `used` is total − free and nothing has to
 * be started for it; on macOS it is not, and systeminformation tells what is available.
 */
export function memoryKind(platform: NodeJS.Platform, information: SystemInformation): PortableKind {
  const isWindows = platform === 'win32';
  return {
    name: 'memory',
    cadenceMs: isWindows ? 0 : 2000,
    metrics: isWindows ? MEMORY_METRICS : [...MEMORY_METRICS, ...SWAP_METRICS],
    reason: 'no swap space is in use',
    remedy: null,
    gauges: async () => {
      if (isWindows) return memoryReadings(totalmem(), freemem(), freemem());
      const { total, available, free, swaptotal, swapfree } = await information.memory();
      return [...memoryReadings(total, available, free), ...swapReadings(swaptotal, swapfree)];
    },
  };
}

/** The page file of Windows: a program tells of it, so that it is asked more seldom than memory. */
export function pageFileKind(information: SystemInformation): PortableKind {
  return {
    name: 'page file',
    cadenceMs: 30_000,
    metrics: SWAP_METRICS,
    reason: 'Windows has no page file in use',
    remedy: null,
    gauges: async () => {
      const { swaptotal, swapfree } = await information.memory();
      return swapReadings(swaptotal, swapfree);
    },
  };
}

function memoryReadings(total: number, available: number, free: number): Reading[] {
  return [
    { metric: 'system.memory.usage', entity: 'used', value: total - available, unit: 'By' },
    { metric: 'system.memory.usage', entity: 'free', value: free, unit: 'By' },
    { metric: 'system.memory.limit', entity: 'total', value: total, unit: 'By' },
    { metric: 'system.memory.utilization', entity: 'used', value: (total - available) / total, unit: '1' },
  ];
}

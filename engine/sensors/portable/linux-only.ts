import {
  CPU_METRICS,
  CPU_STATE_METRICS,
  FREQUENCY_METRICS,
  PRESSURE_METRICS,
  THROTTLING_METRICS,
} from '../catalogue/cpu.ts';
import {
  CPU_POWER_METRICS,
  GPU_METRICS,
  POWER_METRICS,
  POWER_SUPPLY_METRICS,
  VOLTAGE_METRICS,
} from '../catalogue/hardware.ts';
import { PAGING_METRICS } from '../catalogue/memory.ts';
import { SOCKET_METRICS } from '../catalogue/network.ts';
import { PROCESS_IO_METRICS, PROCESS_METRICS } from '../catalogue/process.ts';
import { DISK_QUEUE_METRICS, INODE_METRICS } from '../catalogue/storage.ts';
import type { PortableKind } from './portable-reader.ts';

/** What is read on Linux alone: never asked for anything, so that it costs nothing, and says why it is absent. */
export function linuxOnlyKind(platform: NodeJS.Platform): PortableKind {
  return {
    name: 'linux only',
    cadenceMs: 3_600_000,
    metrics: [
      ...CPU_METRICS.filter(({ metric }) => metric !== 'system.cpu.utilization'),
      ...CPU_STATE_METRICS,
      ...FREQUENCY_METRICS,
      ...THROTTLING_METRICS,
      ...PRESSURE_METRICS,
      ...PAGING_METRICS,
      ...DISK_QUEUE_METRICS,
      ...INODE_METRICS,
      ...SOCKET_METRICS,
      ...PROCESS_METRICS,
      ...PROCESS_IO_METRICS,
      ...VOLTAGE_METRICS,
      ...POWER_METRICS,
      ...CPU_POWER_METRICS,
      ...POWER_SUPPLY_METRICS,
      ...GPU_METRICS,
    ],
    reason: `read on Linux only, this is ${platform}`,
    remedy: null,
  };
}

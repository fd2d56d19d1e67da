import type { MetricDescription } from '../sensor.ts';
import {
  CPU_METRICS,
  CPU_STATE_METRICS,
  FREQUENCY_METRICS,
  LOAD_METRICS,
  PRESSURE_METRICS,
  THROTTLING_METRICS,
} from './cpu.ts';
import {
  BATTERY_METRICS,
  CPU_POWER_METRICS,
  FAN_METRICS,
  GPU_METRICS,
  POWER_METRICS,
  POWER_SUPPLY_METRICS,
  TEMPERATURE_METRICS,
  VOLTAGE_METRICS,
} from './hardware.ts';
import { MEMORY_METRICS, PAGING_METRICS, SWAP_METRICS } from './memory.ts';
import { NETWORK_METRICS, SOCKET_METRICS } from './network.ts';
import { OWN_METRICS, PROCESS_IO_METRICS, PROCESS_METRICS } from './process.ts';
import { DISK_METRICS, DISK_QUEUE_METRICS, FILESYSTEM_METRICS, INODE_METRICS } from './storage.ts';

/** Every metric that this program can tell, by what it is about, in the order in which it is shown. */
export const CATALOGUE: Readonly<Record<string, readonly MetricDescription[]>> = {
  Processors: [
    ...CPU_METRICS,
    ...CPU_STATE_METRICS,
    ...LOAD_METRICS,
    ...FREQUENCY_METRICS,
    ...THROTTLING_METRICS,
    ...PRESSURE_METRICS,
  ],
  Memory: [...MEMORY_METRICS, ...SWAP_METRICS, ...PAGING_METRICS],
  Disks: [...DISK_METRICS, ...DISK_QUEUE_METRICS],
  'File systems': [...FILESYSTEM_METRICS, ...INODE_METRICS],
  Network: [...NETWORK_METRICS, ...SOCKET_METRICS],
  Processes: [...PROCESS_METRICS, ...PROCESS_IO_METRICS],
  Hardware: [
    ...TEMPERATURE_METRICS,
    ...FAN_METRICS,
    ...VOLTAGE_METRICS,
    ...POWER_METRICS,
    ...CPU_POWER_METRICS,
    ...BATTERY_METRICS,
    ...POWER_SUPPLY_METRICS,
    ...GPU_METRICS,
  ],
  'This program': [...OWN_METRICS],
};

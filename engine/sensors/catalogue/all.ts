import type { MetricDescription } from '../sensor.ts';
import {
  CPU_METRICS,
  CPU_STATE_METRICS,
  FREQUENCY_METRICS,
  LOAD_METRICS,
  PRESSURE_METRICS,
  THROTTLING_METRICS,
} from './cpu.ts';
import { BATTERY_METRICS, FAN_METRICS, TEMPERATURE_METRICS } from './hardware.ts';
import { MEMORY_METRICS, SWAP_METRICS } from './memory.ts';
import { NETWORK_METRICS } from './network.ts';
import { DISK_METRICS, FILESYSTEM_METRICS } from './storage.ts';

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
  Memory: [...MEMORY_METRICS, ...SWAP_METRICS],
  Disks: [...DISK_METRICS],
  'File systems': [...FILESYSTEM_METRICS],
  Network: [...NETWORK_METRICS],
  Hardware: [...TEMPERATURE_METRICS, ...FAN_METRICS, ...BATTERY_METRICS],
};

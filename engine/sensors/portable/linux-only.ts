import {
  CPU_METRICS,
  CPU_STATE_METRICS,
  FREQUENCY_METRICS,
  PRESSURE_METRICS,
  THROTTLING_METRICS,
} from '../catalogue/cpu.ts';
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
    ],
    reason: `read on Linux only, this is ${platform}`,
    remedy: null,
  };
}

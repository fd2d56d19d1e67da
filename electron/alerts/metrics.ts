import type { AlertMetric } from '../ipc/alerts.ts';

/** What alerts are made for, with the units of the sensors' own catalogue. */
export const ALERT_METRICS: readonly AlertMetric[] = [
  { metric: 'system.cpu.utilization', unit: '1' },
  { metric: 'hw.temperature', unit: 'Cel' },
  { metric: 'system.memory.usage', unit: 'By' },
  { metric: 'system.memory.utilization', unit: '1' },
  { metric: 'system.filesystem.utilization', unit: '1' },
  { metric: 'system.disk.io_time', unit: '1' },
  { metric: 'system.disk.io.read', unit: 'By/s' },
  { metric: 'system.disk.io.write', unit: 'By/s' },
  { metric: 'system.network.io.receive', unit: 'By/s' },
  { metric: 'system.network.io.transmit', unit: 'By/s' },
  { metric: 'hw.fan.speed', unit: 'rpm' },
  { metric: 'hw.battery.charge', unit: '1' },
];

/** The unit of a metric; of one that is not known here, none. */
export function unitOfMetric(metric: string): string {
  return ALERT_METRICS.find((known) => known.metric === metric)?.unit ?? '';
}

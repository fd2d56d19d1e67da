export { absentMetrics } from './absent-metrics.ts';
export { createReaders } from './readers.ts';
export type { ReaderOptions } from './readers.ts';
export type { AbsentMetric, MetricDescription, Reading, SensorReader } from './sensor.ts';

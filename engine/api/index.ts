/** The door for programs: pipelines in TypeScript, with Flink's names. */
export { streamEnvironment, StreamEnvironment } from './environment.ts';
export type { DocumentPlace, EnvironmentOptions, Unportable } from './environment.ts';
export type { DocumentOf } from './graph.ts';
export type { PipelineSettings, RestartStrategy } from './settings.ts';
export { fileSource, generatorSource, systemSource } from './sources.ts';
export { httpSource, prometheusSource } from './http.ts';
export { kafkaSink, kafkaSource } from './kafka.ts';
export { fromBatches, fromRows } from './program-source.ts';
export type { ExecuteOptions, Execution } from './execute.ts';
export { listState, mapState, valueState } from './process/state.ts';
export type { ListState, MapState, ValueState } from './process/state.ts';
export type { FiredTimer, ProcessContext, ProcessFunction, TimerService } from './process/function.ts';
export { Fault } from '../fault.ts';
export type { EventTimeOptions, ReadingColumns, SourceSpec } from './sources.ts';
export type { DataStream, SinkHandle } from './stream.ts';
export type { KeyedStream } from './keyed-stream.ts';
export type { WindowedStream } from './windowed-stream.ts';
export type { IntervalJoin } from './interval-join.ts';
export { chart, consoleSink, discard, fileSink, httpSink, notification } from './sinks.ts';
export type { SinkSpec } from './sinks.ts';
export { Count, Cumulate, Session, Sliding, Tumbling } from './windows.ts';
export type { WindowAssigner } from './windows.ts';
export {
  avg,
  count,
  countDistinct,
  first,
  last,
  max,
  min,
  percentile,
  rate,
  stddevPop,
  stddevSamp,
  sum,
  varPop,
  varSamp,
} from './aggregates.ts';
export { delta, ewma, lag, rateOfChange } from './lags.ts';
export { asc, desc } from './top-n.ts';
export { sql } from './expression.ts';
export type { Expression } from './expression.ts';
export * from './functions.ts';
export type { Columns, Duration, RowOf, Size } from './columns.ts';

import type { Schema } from '../data/types.ts';
import type { OperatorOptions } from './operator-options.ts';
import type { Settings } from './plan-settings.ts';
import type { SinkOptions } from './sink-options.ts';
import type { SourceOptions } from './source-options.ts';

export type { FileSinkOptions } from './file-sink-options.ts';
export type { CheckpointSettings, Settings } from './plan-settings.ts';
export type { ClientCertificate, HttpEndpoint, HttpSinkOptions, HttpSourceOptions } from './http-options.ts';
export type { KafkaConnection, KafkaSasl, KafkaSinkOptions, KafkaSourceOptions, KafkaTls } from './kafka-options.ts';
export type { DeduplicateOptions, LagCall, LagOptions, RankOrder, TopNOptions } from './keyed-options.ts';
export type {
  EventTime,
  FileColumn,
  FileSourceOptions,
  GeneratorColumn,
  GeneratorSourceOptions,
  RecordingSourceOptions,
  SourceOptions,
  SystemSourceOptions,
} from './source-options.ts';
export type {
  AggregateCall,
  AggregateFunction,
  ComputedColumn,
  ExtendOptions,
  FilterOptions,
  IntervalJoinOptions,
  MeasureCall,
  OperatorOptions,
  PatternOptions,
  PatternStep,
  SelectOptions,
  UnionOptions,
  WindowOptions,
  WindowShape,
} from './operator-options.ts';
export type { ChartSinkOptions, NotificationSinkOptions, SinkOptions, Template } from './sink-options.ts';

/**
 * A checked document, connected: what the engine runs. Plain data, so it travels between threads and into a recording.
 * Every default is filled in, every duration is in milliseconds, every size in bytes, every path absolute.
 */
export interface Plan {
  readonly name: string;
  readonly description: string;
  readonly settings: Settings;
  /** In topological order: a node's inputs come before it. Sources, then operators, then sinks. */
  readonly nodes: readonly PlanNode[];
  /** The environment variables that are filled in anywhere; what they hold may be secret, and is in no text that leaves the run. */
  readonly filled?: readonly string[];
}

/** Where a node's rows come from: another node, or its side output of late rows (of a join's second input: `late-right`). */
export interface PlanInput {
  readonly node: string;
  readonly output: 'main' | 'late' | 'late-right';
}

interface NodeCommon {
  readonly id: string;
  /** Inputs in written order; a source has none. */
  readonly inputs: readonly PlanInput[];
  /** The columns that it gives; of a sink, those that it takes. */
  readonly schema: Schema;
  /** Whether its rows carry an event time. */
  readonly hasEventTime: boolean;
  /** The folder or file for rejected rows, absolute; null: they are only counted and logged. */
  readonly rejectsPath: string | null;
  /** Whether a rejected row stops the pipeline (`on_error: fail`) instead of being passed over. */
  readonly failsOnError: boolean;
  /** The environment variables that are filled in somewhere in an operator; what they hold may be secret. */
  readonly filled?: readonly string[];
}

export type PlanNode = SourceNode | OperatorNode | SinkNode;
export type SourceNode = NodeCommon & { readonly role: 'source'; readonly source: SourceOptions };
export type OperatorNode = NodeCommon & { readonly role: 'operator'; readonly operator: OperatorOptions };
export type SinkNode = NodeCommon & { readonly role: 'sink'; readonly sink: SinkOptions };

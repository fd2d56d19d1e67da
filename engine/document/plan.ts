import type { WatermarkMoves } from '../time/watermark-moves.ts';
import type { Schema } from '../data/types.ts';
import type { Expression } from '../expression/expression.ts';
import type { HttpSinkOptions, HttpSourceOptions } from './http-options.ts';
import type { DeduplicateOptions, LagOptions, TopNOptions } from './keyed-options.ts';
import type { FileSinkOptions } from './file-sink-options.ts';
import type { Settings } from './plan-settings.ts';

export type { FileSinkOptions } from './file-sink-options.ts';
export type { CheckpointSettings, Settings } from './plan-settings.ts';

export type { ClientCertificate, HttpEndpoint, HttpSinkOptions, HttpSourceOptions } from './http-options.ts';

export type { DeduplicateOptions, LagCall, LagOptions, RankOrder, TopNOptions } from './keyed-options.ts';

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

/** Which column is a source's event time, and how far out of order it comes. */
export interface EventTime {
  readonly column: string;
  readonly outOfOrdernessMs: number;
  /** After how long without rows nobody waits for the source any more; null: it is always waited for. */
  readonly idleTimeoutMs: number | null;
  /** Only of a recording: by how much the event time is more than the column's value. */
  readonly offsetMs?: number;
  /** Only of a recording: the watermark before its first row. */
  readonly watermark?: number | null;
  /** Only of a recording: how its watermarks moved where the times of its rows do not tell it. */
  readonly moves?: WatermarkMoves;
}

export type SourceOptions =
  SystemSourceOptions | FileSourceOptions | GeneratorSourceOptions | RecordingSourceOptions | HttpSourceOptions;

export interface SystemSourceOptions {
  readonly type: 'system';
  readonly intervalMs: number;
  /** Globs of metric names (`system.cpu.*`); a metric that matches none is not read. */
  readonly metrics: readonly string[];
  readonly eventTime: EventTime;
}

export interface FileSourceOptions {
  readonly type: 'file';
  /** Absolute; may hold `*`, `?`, `**` and `{a,b}`. */
  readonly path: string;
  readonly format: 'ndjson' | 'csv' | 'parquet';
  /** The columns in order, and where each is found: `a.b` in nested JSON or Parquet, or a CSV header. */
  readonly columns: readonly FileColumn[];
  readonly csv: { readonly delimiter: string; readonly header: boolean };
  /** Whether to wait for what is appended, and for new files. Never with Parquet. */
  readonly follow: boolean;
  readonly eventTime: EventTime | null;
}

/** The rows of a recording, with the event time that they had. */
export interface RecordingSourceOptions {
  readonly type: 'recording';
  /** Its folder, absolute. */
  readonly path: string;
  /** A factor of the pace of the event times; null: as fast as possible. */
  readonly speed: number | null;
  readonly eventTime: EventTime | null;
  /** Of an encrypted one: those that the environment offers. */
  readonly passphrases?: readonly string[];
}

export interface FileColumn {
  readonly name: string;
  readonly type: Schema[number]['type'];
  readonly from: string;
}

export interface GeneratorSourceOptions {
  readonly type: 'generator';
  /** How many rows; null: without end. */
  readonly rows: number | null;
  /** Rows per second; null: as fast as possible. */
  readonly rate: number | null;
  readonly seed: number;
  readonly columns: readonly GeneratorColumn[];
  readonly eventTime: EventTime | null;
}

/** How one generated column gets its values; `nulls` is the share of rows without one, 0 to 1. */
export type GeneratorColumn = { readonly name: string; readonly nulls: number } & (
  | { readonly kind: 'sequence'; readonly start: number; readonly step: number }
  /** `disorderMs`: each time is moved back by up to this much. */
  | { readonly kind: 'time'; readonly start: number; readonly stepMs: number; readonly disorderMs: number }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'walk'; readonly start: number; readonly step: number; readonly min: number; readonly max: number }
  /** `period` in rows. */
  | {
      readonly kind: 'sine';
      readonly period: number;
      readonly amplitude: number;
      readonly mean: number;
      readonly noise: number;
    }
  | { readonly kind: 'choice'; readonly values: readonly (string | number | boolean)[] }
);

export type OperatorOptions =
  | FilterOptions
  | SelectOptions
  | ExtendOptions
  | UnionOptions
  | WindowOptions
  | DeduplicateOptions
  | LagOptions
  | TopNOptions
  | IntervalJoinOptions
  | PatternOptions;

export interface FilterOptions {
  readonly type: 'filter';
  readonly where: Expression;
}

/** A column and what it holds. */
export interface ComputedColumn {
  readonly name: string;
  readonly expression: Expression;
}

export interface SelectOptions {
  readonly type: 'select';
  readonly columns: readonly ComputedColumn[];
}

export interface ExtendOptions {
  readonly type: 'extend';
  readonly columns: readonly ComputedColumn[];
}

/** All rows of all inputs, which have one schema. */
export interface UnionOptions {
  readonly type: 'union';
}

export interface WindowOptions {
  readonly type: 'window';
  readonly window: WindowShape;
  /** Whether windows follow the time of the rows or the machine's clock; those of a count follow neither, and say `event`. */
  readonly time: 'event' | 'processing';
  /** Places of the key columns in the input's schema; empty: one global group. */
  readonly key: readonly number[];
  /** Each distinct aggregate call of the node, once. */
  readonly calls: readonly AggregateCall[];
  /**
   * The result columns after key, window_start and window_end, as expressions over a row that holds
   * the results of `calls` in order (column i is call i).
   */
  readonly results: readonly ComputedColumn[];
  readonly allowedLatenessMs: number;
}

/** Which windows a row belongs to (contract, section 6). */
export type WindowShape =
  | { readonly type: 'tumbling'; readonly sizeMs: number; readonly offsetMs: number }
  | { readonly type: 'sliding'; readonly sizeMs: number; readonly slideMs: number; readonly offsetMs: number }
  /** `sizeMs` is a multiple of `stepMs`. */
  | { readonly type: 'cumulate'; readonly sizeMs: number; readonly stepMs: number }
  | { readonly type: 'session'; readonly gapMs: number }
  /** `size` in rows of one key. */
  | { readonly type: 'count'; readonly size: number };

export type AggregateFunction =
  | 'count_rows' // count(*)
  | 'count'
  | 'count_distinct' // count(distinct x)
  | 'sum'
  | 'min'
  | 'max'
  | 'avg'
  | 'first'
  | 'last'
  | 'stddev_pop'
  | 'stddev_samp'
  | 'var_pop'
  | 'var_samp'
  | 'percentile'
  | 'rate';

/** One aggregate over an argument; `count_rows` has none. */
export interface AggregateCall {
  readonly function: AggregateFunction;
  readonly argument: Expression | null;
  readonly type: Schema[number]['type'];
  /** Only of `percentile`: the share of values up to the wanted one, 0 to 1. */
  readonly share?: number;
}

export interface IntervalJoinOptions {
  readonly type: 'interval_join';
  /** Places of columns that have to be equal: in the left input's schema and in the right one's. */
  readonly on: readonly { readonly left: number; readonly right: number }[];
  /** The right row's event time minus the left one's is at least this and at most that, both included. */
  readonly lowerMs: number;
  readonly upperMs: number;
}

export interface PatternOptions {
  readonly type: 'pattern';
  /** Places of the key columns in the input's schema; empty: one sequence of all rows. */
  readonly key: readonly number[];
  readonly steps: readonly PatternStep[];
  /** The last row's event time minus the first one's is less than this; null: a match may take any time. */
  readonly withinMs: number | null;
  readonly afterMatch: 'skip_past_last' | 'skip_to_next';
  /** Each distinct value that the results read from the rows of a match, once. */
  readonly calls: readonly MeasureCall[];
  /** The result columns, as expressions over a row that holds the values of `calls` in order (column i is call i). */
  readonly results: readonly ComputedColumn[];
}

/** One step of a pattern: between `min` and `max` rows for which `where` is TRUE. */
export interface PatternStep {
  readonly name: string;
  readonly where: Expression;
  readonly min: number;
  readonly max: number;
  /** Whether its first row has to be the very next one after the step before. */
  readonly isNext: boolean;
  /** Whether each of its further rows has to be the very next one. */
  readonly isConsecutive: boolean;
}

/** A value over the rows of step number `step`: an aggregate, or `last_row`, what the last of them holds, be it null. */
export interface MeasureCall extends Omit<AggregateCall, 'function'> {
  readonly function: AggregateFunction | 'last_row';
  readonly step: number;
}

export type SinkOptions =
  FileSinkOptions | ChartSinkOptions | HttpSinkOptions | { readonly type: 'console' } | { readonly type: 'discard' };

export interface ChartSinkOptions {
  readonly type: 'chart';
  readonly title: string;
  /** Columns: x is the time or number along the bottom; each value of `series` (null: one) is a line of `y`. */
  readonly x: string;
  readonly y: string;
  readonly series: string | null;
  /** A UCUM code such as `Cel`, `By/s` or `1`; null: taken from the rows' `unit` column where there is one. */
  readonly unit: string | null;
}

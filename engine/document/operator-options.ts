import type { Schema } from '../data/types.ts';
import type { Expression } from '../expression/expression.ts';
import type { DeduplicateOptions, LagOptions, TopNOptions } from './keyed-options.ts';

/** What an operator does. */
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

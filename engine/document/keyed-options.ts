import type { Schema } from '../data/types.ts';
import type { Expression } from '../expression/expression.ts';
import type { ComputedColumn } from './plan.ts';

/** What a `deduplicate` does. */
export interface DeduplicateOptions {
  readonly type: 'deduplicate';
  /** Places of the key columns in the input's schema; empty: all rows are of one key. */
  readonly key: readonly number[];
  /** Places of the columns in which a row has to differ from its key's row before; null: only a key's first row goes on. */
  readonly on: readonly number[] | null;
  /** After how much event time without a row a key begins anew; null: never. */
  readonly ttlMs: number | null;
}

/** What a `lag` does. */
export interface LagOptions {
  readonly type: 'lag';
  /** Places of the key columns in the input's schema; empty: all rows are of one key. */
  readonly key: readonly number[];
  /** Each distinct call over the rows before, once. */
  readonly calls: readonly LagCall[];
  /** The added columns, as expressions over a row that holds the input's columns and then the values of `calls`, in order. */
  readonly results: readonly ComputedColumn[];
}

/** What is known of a value and of those of the rows of the same key before. */
export type LagCall = { readonly argument: Expression; readonly type: Schema[number]['type'] } &
  /** The value `rows` rows before. */
  (
    | { readonly function: 'lag'; readonly rows: number }
    /** The value minus the one before; and that by the second of event time between the two. */
    | { readonly function: 'delta' | 'rate' }
    /** The exponentially weighted moving average up to this row, in which the row's own value counts for the share `alpha`. */
    | { readonly function: 'ewma'; readonly alpha: number }
  );

/** What a `top_n` does. */
export interface TopNOptions {
  readonly type: 'top_n';
  /** Places of the columns that say in which window a row is; its event time is the window's end − 1 ms. */
  readonly window: { readonly start: number; readonly end: number };
  /** Places of the key columns in the input's schema; empty: all rows of a window are ranked together. */
  readonly key: readonly number[];
  readonly orderBy: readonly RankOrder[];
  /** How many rows of each window and key go on. */
  readonly n: number;
}

/** One of the values by which rows are ranked; nulls are last either way. */
export interface RankOrder {
  readonly expression: Expression;
  readonly isDescending: boolean;
}

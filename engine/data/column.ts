import type { Strings } from './dictionary.ts';
import type { ColumnType } from './types.ts';

/**
 * The values of one column of a batch. Arrays may be longer than the batch: only its first `length` entries count.
 * `nulls[i]` is 1 where row i has no value; `nulls` is null where every row has one. The value behind a null is unspecified.
 */
export type Column = NumberColumn | BooleanColumn | StringColumn;

/** Doubles, whole numbers (exact to ±(2^53 − 1)) or milliseconds since 1970 UTC; never NaN or infinite. */
export interface NumberColumn {
  readonly type: 'double' | 'bigint' | 'timestamp';
  readonly values: Float64Array;
  readonly nulls: Uint8Array | null;
}

/** 1 for true, 0 for false. */
export interface BooleanColumn {
  readonly type: 'boolean';
  readonly values: Uint8Array;
  readonly nulls: Uint8Array | null;
}

/** Numbers of strings in `dictionary`. */
export interface StringColumn {
  readonly type: 'string';
  readonly values: Int32Array;
  readonly nulls: Uint8Array | null;
  readonly dictionary: Strings;
}

/** The value array that a column of `type` uses, of `length` entries. */
export function allocateValues(type: 'string', length: number): Int32Array;
export function allocateValues(type: 'boolean', length: number): Uint8Array;
export function allocateValues(type: NumberColumn['type'], length: number): Float64Array;
export function allocateValues(type: ColumnType, length: number): Int32Array | Uint8Array | Float64Array;
export function allocateValues(type: ColumnType, length: number): Int32Array | Uint8Array | Float64Array {
  if (type === 'string') return new Int32Array(length);
  return type === 'boolean' ? new Uint8Array(length) : new Float64Array(length);
}

/** The entries of `column` from the first to before the second of `range`, in the same arrays. */
export function partOf(column: Column, [from, to]: readonly [from: number, to: number]): Column {
  if (from === 0) return column;
  const values = column.values.subarray(from, to);
  return { ...column, values, nulls: column.nulls && column.nulls.subarray(from, to) } as Column;
}

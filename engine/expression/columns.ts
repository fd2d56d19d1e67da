import type { BooleanColumn, Column, NumberColumn } from '../data/column.ts';
import type { RowFailures } from './failures.ts';

/** Marks the rows that are null in either; shares the one array where only one side has any. */
export function unionNulls(left: Uint8Array | null, right: Uint8Array | null, length: number): Uint8Array | null {
  if (left === null || right === null || left === right) return left ?? right;
  const nulls = new Uint8Array(length);
  for (let i = 0; i < length; i++) nulls[i] = left[i]! | right[i]!;
  return nulls;
}

/** The nulls of all `columns` together. */
export function unionAllNulls(columns: readonly Column[], length: number): Uint8Array | null {
  let nulls: Uint8Array | null = null;
  for (const column of columns) nulls = unionNulls(nulls, column.nulls, length);
  return nulls;
}

/** A copy of `nulls` to mark more rows in: columns share their arrays, so none is marked in place. */
export function ownNulls(nulls: Uint8Array | null, length: number): Uint8Array {
  const own = new Uint8Array(length);
  if (nulls !== null) own.set(nulls.length === length ? nulls : nulls.subarray(0, length));
  return own;
}

/** A double column of `values` in which NaN and infinities are nulls (contract, section 2). */
export function doubleColumn(values: Float64Array, nulls: Uint8Array | null, length: number): NumberColumn {
  return { type: 'double', values, nulls: allFinite(values, length) ? nulls : withoutNonFinite(values, nulls, length) };
}

/** A boolean column of `values`. */
export function booleanColumn(values: Uint8Array, nulls: Uint8Array | null): BooleanColumn {
  return { type: 'boolean', values, nulls };
}

/** Whether every value is between −limit and limit; a NaN is not. */
export function allWithin(values: Float64Array, limit: number, length: number): boolean {
  let outside = 0;
  for (let i = 0; i < length; i++) if (!(Math.abs(values[i]!) <= limit)) outside++;
  return outside === 0;
}

/**
 * The nulls of a column some of whose values are beyond ±limit: those rows fail, with what `reason` says of them, and are null.
 * Only called when there are such rows, so its being slow does not matter.
 */
export function failOutside(
  column: NumberColumn,
  { limit, length, failures }: { limit: number; length: number; failures: RowFailures },
  reason: (row: number) => string,
): Uint8Array {
  const nulls = ownNulls(column.nulls, length);
  for (let i = 0; i < length; i++) {
    if (nulls[i] === 1 || Math.abs(column.values[i]!) <= limit) continue;
    if (failures.wants(i)) failures.fail(i, reason(i));
    column.values[i] = 0;
    nulls[i] = 1;
  }
  return nulls;
}

// Infinity − Infinity and NaN − NaN are NaN, which makes the whole sum NaN: no branch a row. Two sums, since each addition waits for
// the one before it.
function allFinite(values: Float64Array, length: number): boolean {
  let even = 0;
  let odd = 0;
  const last = length - 1;
  for (let i = 0; i < last; i += 2) {
    even += values[i]! - values[i]!;
    odd += values[i + 1]! - values[i + 1]!;
  }
  if ((length & 1) === 1) even += values[last]! - values[last]!;
  return even + odd === 0;
}

/** The nulls of a column of `values`, those of what is not finite added, where it puts zeros. */
export function withoutNonFinite(values: Float64Array, nulls: Uint8Array | null, length: number): Uint8Array {
  const own = ownNulls(nulls, length);
  for (let i = 0; i < length; i++) {
    if (Number.isFinite(values[i]!)) continue;
    own[i] = 1;
    values[i] = 0;
  }
  return own;
}

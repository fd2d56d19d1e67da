import { takeColumn } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { Later } from './snapshot.ts';
import { copyBytes, copyIntegers, copyNumbers } from './snapshot-memory.ts';

/** Below this share of an array, picking what is wanted is quicker than copying it. */
const SPARSE = 4;

// One loop for each kind of array: a loop that sees several is several times slower.

/** The numbers in the first `count` of `places` of `values`, `width` of them standing side by side for each place. */
export function gatherNumbers(
  values: Float64Array,
  places: Int32Array,
  count: number,
  width = 1,
): Float64Array<ArrayBuffer> {
  const gathered = new Float64Array(count * width);
  if (width === 1) {
    for (let i = 0; i < count; i++) gathered[i] = values[places[i]!]!;
    return gathered;
  }
  for (let i = 0; i < count; i++) {
    const from = places[i]! * width;
    for (let k = 0; k < width; k++) gathered[i * width + k] = values[from + k]!;
  }
  return gathered;
}

/**
 * The same, made when it is asked for. Where most of `values` is wanted, it is copied as a whole now, which is several times quicker
 * than picking. The places must not change.
 */
export function gatherLater(
  values: Float64Array,
  places: Int32Array,
  count: number,
  width = 1,
): Float64Array | Later<Float64Array> {
  if (count * width * SPARSE < values.length) return gatherNumbers(values, places, count, width);
  const copy = copyNumbers(values);
  return () => gatherNumbers(copy, places, count, width);
}

/** The entries `places` of `column`, made when they are asked for. */
export function takeColumnLater(column: Column, places: Int32Array): Later<Column> {
  const copy = { ...column, values: copyValues(column), nulls: column.nulls && copyBytes(column.nulls) } as Column;
  return () => takeColumn(copy, places, places.length);
}

function copyValues(column: Column): Column['values'] {
  if (column.type === 'string') return copyIntegers(column.values);
  return column.type === 'boolean' ? copyBytes(column.values) : copyNumbers(column.values);
}

/** The whole numbers in the first `count` of `places` of `values`. */
export function gatherIntegers(values: Int32Array, places: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const gathered = new Int32Array(count);
  for (let i = 0; i < count; i++) gathered[i] = values[places[i]!]!;
  return gathered;
}

/** The bytes in the first `count` of `places` of `values`. */
export function gatherBytes(values: Uint8Array, places: Int32Array, count: number): Uint8Array<ArrayBuffer> {
  const gathered = new Uint8Array(count);
  for (let i = 0; i < count; i++) gathered[i] = values[places[i]!]!;
  return gathered;
}

/** Puts what `gatherNumbers` gave back: entry i to place `places[i]` of `values`; one with a negative place is passed over. */
export function scatterNumbers(values: Float64Array, places: Int32Array, gathered: Float64Array, width = 1): void {
  for (let i = 0; i < places.length; i++) {
    const to = places[i]! * width;
    if (to < 0) continue;
    for (let k = 0; k < width; k++) values[to + k] = gathered[i * width + k]!;
  }
}

import { takeColumn } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { Piece } from './in-pieces.ts';
import { InPieces } from './in-pieces.ts';
import type { Later } from './snapshot.ts';
import { copyBytes, copyIntegers, copyNumbers } from './snapshot-memory.ts';

/** Below this share of an array, picking what is wanted is quicker than copying it. */
const SPARSE = 4;

// One loop for each kind of array: a loop that sees several is several times slower.

/** Writes the numbers at `places` of `values` to `gathered`, `width` of them standing side by side for each place. */
function gatherNumbers(values: Float64Array, places: Int32Array, gathered: Float64Array, width: number): Float64Array {
  const count = gathered.length / width;
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
 * The numbers in the first `count` of `places` of `values`, `width` of them side by side, made when they are written. Where most of `values` is wanted, it is copied as a whole now, which is several times quicker
 * than picking. The places must not change.
 */
export function gatherLater(
  values: Float64Array,
  places: Int32Array,
  count: number,
  width = 1,
): Float64Array | InPieces<Float64Array> {
  if (count * width * SPARSE < values.length) {
    return gatherNumbers(values, places, new Float64Array(count * width), width);
  }
  const copy = copyNumbers(values);
  const piece: Piece<Float64Array> = (from, to, arrays) =>
    gatherNumbers(copy, places.subarray(from, to), arrays.numbers((to - from) * width), width);
  return new InPieces({ length: count, width, piece });
}

/** The entries `places` of `column`, made when they are written. */
export function takeColumnLater(column: Column, places: Int32Array): InPieces<Column> {
  const copy = { ...column, values: copyValues(column), nulls: column.nulls && copyBytes(column.nulls) } as Column;
  const piece: Piece<Column> = (from, to, arrays) => takeColumn(copy, places.subarray(from, to), to - from, arrays);
  return new InPieces({ length: places.length, piece });
}

function copyValues(column: Column): Column['values'] {
  if (column.type === 'string') return copyIntegers(column.values);
  return column.type === 'boolean' ? copyBytes(column.values) : copyNumbers(column.values);
}

/** What `names` calls each of the `values` at `places`, made when it is written. Neither must change. */
export function namesLater(names: Later<Int32Array>, values: Int32Array, places: Int32Array): InPieces<Int32Array> {
  let known: Int32Array = new Int32Array(0);
  return new InPieces({
    length: places.length,
    *prepare() {
      known = yield* names();
    },
    piece(from, to, arrays) {
      const named = arrays.integers(to - from);
      for (let i = from; i < to; i++) named[i - from] = known[values[places[i]!]!]!;
      return named;
    },
  });
}

/** The whole numbers in the first `count` of `places` of `values`. */
export function gatherIntegers(values: Int32Array, places: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const gathered = new Int32Array(count);
  for (let i = 0; i < count; i++) gathered[i] = values[places[i]!]!;
  return gathered;
}

function gatherBytes(values: Uint8Array, places: Int32Array, gathered: Uint8Array): Uint8Array {
  for (let i = 0; i < gathered.length; i++) gathered[i] = values[places[i]!]!;
  return gathered;
}

/** The bytes at `places` of `values`, made when they are written. Neither must change. */
export function gatherBytesLater(values: Uint8Array, places: Int32Array): InPieces<Uint8Array> {
  const piece: Piece<Uint8Array> = (from, to, arrays) =>
    gatherBytes(values, places.subarray(from, to), arrays.bytes(to - from));
  return new InPieces({ length: places.length, piece });
}

/** Puts what was gathered back: entry i to place `places[i]` of `values`; one with a negative place is passed over. */
export function scatterNumbers(values: Float64Array, places: Int32Array, gathered: Float64Array, width = 1): void {
  for (let i = 0; i < places.length; i++) {
    const to = places[i]! * width;
    if (to < 0) continue;
    for (let k = 0; k < width; k++) values[to + k] = gathered[i * width + k]!;
  }
}

import { doubledRoom, FIRST_ROOM, grownFloat64, grownInt32 } from './arrays.ts';
import { scatterNumbers } from './gather.ts';
import { copyIntegers, copyNumbers } from './snapshot-memory.ts';
import type { Snapshot } from './snapshot.ts';

/** The values of each key side by side, as they stand in the arrays; `next` is empty where one value a key is kept. */
export interface SavedPastValues extends Snapshot {
  readonly values: Float64Array;
  readonly next: Int32Array;
}

/**
 * The last `rows` values of each key, in arrays by key: of every row, the value that many rows of its key before, and those of fewer
 * rows before. A value that is null or not there is NaN.
 */
export class PastValues {
  readonly #rows: number;
  /** Value k of key n is at `n * rows + k`; the oldest is where the next one goes. */
  #values = new Float64Array(0);
  /** By key: where the next value goes, 0 to `rows` − 1. Of two values always 0. */
  #next = new Int32Array(0);

  constructor(rows: number) {
    this.#rows = rows;
  }

  /** The values of all keys, to be rewritten in place. */
  get values(): Float64Array {
    return this.#values;
  }

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    if (bound * this.#rows <= this.#values.length) return;
    const room = doubledRoom(FIRST_ROOM.pastValues, bound);
    this.#values = grownFloat64(this.#values, room * this.#rows, NaN);
    if (1 < this.#rows) this.#next = grownInt32(this.#next, room);
  }

  /** The values of the keys below `bound`, for which it has been made ready. */
  save(bound: number): SavedPastValues {
    return {
      values: copyNumbers(this.#values.subarray(0, bound * this.#rows)),
      next: copyIntegers(this.#next.subarray(0, bound)),
    };
  }

  /** Takes over what is `saved` for the keys `keyOf[place]`, for which it has been made ready, but not where that is −1. */
  load({ values, next }: SavedPastValues, keyOf: Int32Array): void {
    scatterNumbers(this.#values, keyOf, values, this.#rows);
    for (let i = 0; i < next.length; i++) if (0 <= keyOf[i]!) this.#next[keyOf[i]!] = next[i]!;
  }

  /**
   * Takes `values` of rows `from` to `to` in, one by one, and writes to `before` what stood `rows` rows before each. A row of key -1 is
   * passed over. `nearer`: where also what stood fewer rows before is to be written. Gives whether any of what stood there may be none.
   */
  take(values: Float64Array, keys: Int32Array, [from, to]: Run, { before, nearer = NONE }: Before): boolean {
    const rows = { keys, from, to, before };
    if (this.#rows === 1) return takeLast(this.#values, values, rows);
    if (this.#rows === 2) return takeLastTwo(this.#values, values, rows, nearer[0]?.before ?? before);
    if (nearer.length === 0) this.#takeRing(values, rows);
    else this.#takeRingAnd(values, rows, nearer);
    return true;
  }

  /** Takes back what the last `take` did, of rows `from` to the end of its run. */
  undo(keys: Int32Array, [from, to]: Run, before: Float64Array): void {
    const rows = this.#rows;
    for (let row = to - 1; from <= row; row--) {
      const key = keys[row]!;
      if (key < 0) continue;
      let at = key * rows;
      if (rows === 2) this.#values[at + 1] = this.#values[at]!;
      else if (2 < rows) {
        const place = (this.#next[key]! + rows - 1) % rows;
        this.#next[key] = place;
        at += place;
      }
      this.#values[at] = before[row]!;
    }
  }

  #takeRing(values: Float64Array, { keys, from, to, before }: Rows): void {
    const rows = this.#rows;
    const next = this.#next;
    const kept = this.#values;
    for (let row = from; row < to; row++) {
      const key = keys[row]!;
      if (key < 0) {
        before[row] = NaN;
        continue;
      }
      const place = next[key]!;
      const at = key * rows + place;
      before[row] = kept[at]!;
      kept[at] = values[row]!;
      next[key] = place + 1 === rows ? 0 : place + 1;
    }
  }

  // The same for a whole group of calls: the values of a key are side by side, so one look at them serves all.
  #takeRingAnd(values: Float64Array, { keys, from, to, before }: Rows, nearer: readonly Nearer[]): void {
    const rows = this.#rows;
    const next = this.#next;
    const kept = this.#values;
    for (let row = from; row < to; row++) {
      const key = keys[row]!;
      if (key < 0) {
        before[row] = NaN;
        for (let n = 0; n < nearer.length; n++) nearer[n]!.before[row] = NaN;
        continue;
      }
      const start = key * rows;
      const place = next[key]!;
      before[row] = kept[start + place]!;
      for (let n = 0; n < nearer.length; n++) {
        const back = place - nearer[n]!.rows;
        nearer[n]!.before[row] = kept[start + (back < 0 ? back + rows : back)]!;
      }
      kept[start + place] = values[row]!;
      next[key] = place + 1 === rows ? 0 : place + 1;
    }
  }
}

/** By row; which rows are before, and where to write that. */
interface Before {
  readonly before: Float64Array;
  readonly nearer?: readonly Nearer[];
}

const NONE: readonly Nearer[] = [];

/** Where to write what stood so many rows before, fewer than are kept. */
export interface Nearer {
  readonly rows: number;
  readonly before: Float64Array;
}

/** Rows from the first number up to the second. */
export type Run = readonly [from: number, to: number];

interface Rows {
  readonly keys: Int32Array;
  readonly from: number;
  readonly to: number;
  readonly before: Float64Array;
}

// A loop of its own for the usual case: one value a key. A number less itself is 0, but NaN where there is none, as is a sum then.
function takeLast(last: Float64Array, values: Float64Array, { keys, from, to, before }: Rows): boolean {
  let rest = 0;
  for (let row = from; row < to; row++) {
    const key = keys[row]!;
    if (key < 0) {
      before[row] = NaN;
      rest = NaN;
      continue;
    }
    const value = last[key]!;
    before[row] = value;
    rest += value - value;
    last[key] = values[row]!;
  }
  return rest !== 0;
}

// And one for two: they stand in their order, so that nothing has to tell where the next one goes.
function takeLastTwo(kept: Float64Array, values: Float64Array, rows: Rows, nearer: Float64Array): boolean {
  const { keys, from, to, before } = rows;
  let rest = 0;
  for (let row = from; row < to; row++) {
    const key = keys[row]!;
    if (key < 0) {
      nearer[row] = NaN;
      before[row] = NaN;
      rest = NaN;
      continue;
    }
    const at = 2 * key;
    const older = kept[at]!;
    const last = kept[at + 1]!;
    nearer[row] = last;
    before[row] = older;
    rest += older * 0 + last * 0;
    kept[at] = last;
    kept[at + 1] = values[row]!;
  }
  return rest !== 0;
}

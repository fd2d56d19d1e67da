import type { NumberColumn } from '../data/column.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherLater, scatterNumbers } from '../state/gather.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator } from './accumulator.ts';

// What a slot holds, side by side: so all aggregates of one column cost one look at its row and one at a piece of memory.
const ROWS = 0;
/** Rows without a value, of which there mostly are none: so a row costs one count. */
const ABSENT = 1;
const SUM = 2;
const ERROR = 3;
const LEAST = 4;
const GREATEST = 5;
const WIDTH = 4;
/** With the extremes, which cost time and memory where nobody asks for them. */
const WIDE = 6;

/**
 * Of one column of numbers: how many rows and values there were, their sum, and where they are wanted the least and greatest value.
 *
 * Sums have the rounding errors summed beside them, so that a million small values on top of a large one are not lost (Kahan,
 * Babuška and Neumaier; the error of one addition by Knuth's TwoSum, which has no branch). Of whole numbers the errors are whole
 * too, so their sums and merges are exact, also where a sum passes ±(2^53 − 1) on its way.
 */
export class Summaries implements Accumulator<NumberColumn> {
  readonly #width: number;
  #state = new Float64Array(0);

  constructor({ hasExtremes }: { readonly hasExtremes: boolean }) {
    this.#width = hasExtremes ? WIDE : WIDTH;
  }

  /** How many rows `slot` has seen, also those without a value. Exact to 2^53. */
  rows(slot: number): number {
    return this.#state[slot * this.#width + ROWS]!;
  }

  /** How many values that are not null. */
  values(slot: number): number {
    const at = slot * this.#width;
    return this.#state[at + ROWS]! - this.#state[at + ABSENT]!;
  }

  /** The sum: of doubles infinite or NaN where it is beyond what a double holds, of whole numbers exact within ±(2^53 − 1). */
  sum(slot: number): number {
    const at = slot * this.#width;
    return this.#state[at + SUM]! + this.#state[at + ERROR]!;
  }

  /** The least value; +Infinity, which no column holds, where there is none. Only with extremes. */
  least(slot: number): number {
    return this.#state[slot * WIDE + LEAST]!;
  }

  /** The greatest value; −Infinity where there is none. Only with extremes. */
  greatest(slot: number): number {
    return this.#state[slot * WIDE + GREATEST]!;
  }

  grow(capacity: number): void {
    const known = this.#state.length;
    this.#state = grownFloat64(this.#state, capacity * this.#width);
    if (this.#width === WIDE) for (let at = known; at < this.#state.length; at += WIDE) forgetExtremes(this.#state, at);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const run = { slots, from, to };
    if (nulls !== null) this.#takeSome(values, nulls, run);
    else if (this.#width === WIDE) takeAllWide(this.#state, values, run);
    else takeAll(this.#state, values, run);
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const state = this.#state;
    const width = this.#width;
    for (let i = 0; i < count; i++) {
      const at = into[i]! * width;
      const other = from[i]! * width;
      state[at + ROWS]! += state[other + ROWS]!;
      state[at + ABSENT]! += state[other + ABSENT]!;
      addTo(state, at, state[other + SUM]!);
      state[at + ERROR]! += state[other + ERROR]!;
      if (width === WIDTH) continue;
      if (state[other + LEAST]! < state[at + LEAST]!) state[at + LEAST] = state[other + LEAST]!;
      if (state[at + GREATEST]! < state[other + GREATEST]!) state[at + GREATEST] = state[other + GREATEST]!;
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    const gathered = gatherLater(this.#state, slots, count, this.#width);
    if (gathered instanceof Float64Array) return { numbers: exchanged(gathered, this.#width) };
    return { numbers: gathered.changed((piece) => exchanged(piece, this.#width)) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#state, slots, exchanged(numbers.slice(), this.#width), this.#width);
  }

  clear(slots: Int32Array, count: number): void {
    const state = this.#state;
    const width = this.#width;
    for (let i = 0; i < count; i++) {
      const at = slots[i]! * width;
      state[at + ROWS] = 0;
      state[at + ABSENT] = 0;
      state[at + SUM] = 0;
      state[at + ERROR] = 0;
      if (width === WIDE) forgetExtremes(state, at);
    }
  }

  #takeSome(values: Float64Array, nulls: Uint8Array, { slots, from, to }: Run): void {
    const state = this.#state;
    const width = this.#width;
    for (let i = from; i < to; i++) {
      const at = slots[i]! * width;
      if (at < 0) continue;
      state[at + ROWS]!++;
      if (nulls[i] === 1) {
        state[at + ABSENT]!++;
        continue;
      }
      const value = values[i]!;
      addTo(state, at, value);
      if (width === WIDTH) continue;
      if (value < state[at + LEAST]!) state[at + LEAST] = value;
      if (state[at + GREATEST]! < value) state[at + GREATEST] = value;
    }
  }
}

/** Rows `from` to `to`, each with its slot; one with a negative slot is passed over. */
interface Run {
  readonly slots: Int32Array;
  readonly from: number;
  readonly to: number;
}

// The usual case by far, no value missing, has loops of its own.
function takeAll(state: Float64Array, values: Float64Array, { slots, from, to }: Run): void {
  for (let i = from; i < to; i++) {
    const at = slots[i]! * WIDTH;
    if (at < 0) continue;
    state[at + ROWS]!++;
    addTo(state, at, values[i]!);
  }
}

function takeAllWide(state: Float64Array, values: Float64Array, { slots, from, to }: Run): void {
  for (let i = from; i < to; i++) {
    const at = slots[i]! * WIDE;
    if (at < 0) continue;
    const value = values[i]!;
    state[at + ROWS]!++;
    addTo(state, at, value);
    if (value < state[at + LEAST]!) state[at + LEAST] = value;
    if (state[at + GREATEST]! < value) state[at + GREATEST] = value;
  }
}

/** In a snapshot there stands how many values there are, and here how many are not: the one from the other, in place. */
function exchanged(numbers: Float64Array, width: number): Float64Array {
  for (let at = 0; at < numbers.length; at += width) numbers[at + ABSENT] = numbers[at + ROWS]! - numbers[at + ABSENT]!;
  return numbers;
}

/** Adds `value` to the sum at `at`, and what is lost by it to the error. */
function addTo(state: Float64Array, at: number, value: number): void {
  const sum = state[at + SUM]!;
  const total = sum + value;
  const added = total - sum;
  state[at + SUM] = total;
  state[at + ERROR]! += sum - (total - added) + (value - added);
}

function forgetExtremes(state: Float64Array, at: number): void {
  state[at + LEAST] = Infinity;
  state[at + GREATEST] = -Infinity;
}

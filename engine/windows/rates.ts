import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherNumbers, scatterNumbers } from '../state/gather.ts';
import type { SavedNumbers } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult, RowsInHand } from './accumulator.ts';

// Of each slot: time and value of the earliest reading, time and value of the latest, and what was counted from the one to the other.
const WIDTH = 5;
const FIRST_TIME = 0;
const FIRST_VALUE = 1;
const LAST_TIME = 2;
const LAST_VALUE = 3;
const INCREASE = 4;

/**
 * `rate(x)` of a counter: how much it has counted from its earliest to its latest reading by event time, a second. A reading
 * below the one before says that the counter began again from 0. Null for fewer than two readings, or where no time passes.
 *
 * A reading that comes out of order, between two that are here already, is passed over: of a counter that only rises it would
 * change nothing. So five numbers are enough, whatever the number of rows.
 */
export class Rates implements Accumulator<NumberColumn>, AggregateResult {
  readonly #rows: RowsInHand;
  // NaN where there was no reading yet.
  #state = new Float64Array(0);

  constructor(rows: RowsInHand) {
    this.#rows = rows;
  }

  grow(capacity: number): void {
    this.#state = grownFloat64(this.#state, capacity * WIDTH, NaN);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const times = this.#rows.times!;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (0 <= slot && (nulls === null || nulls[i] === 0)) this.#add(WIDTH * slot, times[i]!, values[i]!);
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#mergeOne(WIDTH * into[i]!, WIDTH * from[i]!);
  }

  save(slots: Int32Array, count: number): SavedNumbers {
    return { numbers: gatherNumbers(this.#state, slots, count, WIDTH) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#state, slots, numbers, WIDTH);
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#state.fill(NaN, WIDTH * slots[i]!, WIDTH * (slots[i]! + 1));
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    const state = this.#state;
    for (let i = 0; i < count; i++) {
      const at = WIDTH * slots[i]!;
      // NaN without a reading, 0 / 0 or infinite where no time passes.
      const rate = state[at + INCREASE]! / ((state[at + LAST_TIME]! - state[at + FIRST_TIME]!) / 1000);
      if (Number.isFinite(rate)) results.appendNumber(rate);
      else results.appendNull();
    }
  }

  #add(at: number, time: number, value: number): void {
    const state = this.#state;
    if (state[at + LAST_TIME]! <= time) {
      state[at + INCREASE]! += counted(state[at + LAST_VALUE]!, value);
      state[at + LAST_TIME] = time;
      state[at + LAST_VALUE] = value;
    } else if (time < state[at + FIRST_TIME]!) {
      state[at + INCREASE]! += counted(value, state[at + FIRST_VALUE]!);
      state[at + FIRST_TIME] = time;
      state[at + FIRST_VALUE] = value;
    } else if (Number.isNaN(state[at]!)) {
      state[at + FIRST_TIME] = time;
      state[at + FIRST_VALUE] = value;
      state[at + LAST_TIME] = time;
      state[at + LAST_VALUE] = value;
      state[at + INCREASE] = 0;
    }
  }

  // The rows of two slices or two sessions lie apart in time, so what was counted adds up.
  #mergeOne(at: number, other: number): void {
    const state = this.#state;
    if (Number.isNaN(state[other]!)) return;
    if (Number.isNaN(state[at]!)) {
      state.copyWithin(at, other, other + WIDTH);
    } else if (state[at + LAST_TIME]! <= state[other + FIRST_TIME]!) {
      state[at + INCREASE]! += counted(state[at + LAST_VALUE]!, state[other + FIRST_VALUE]!) + state[other + INCREASE]!;
      state.copyWithin(at + LAST_TIME, other + LAST_TIME, other + INCREASE);
    } else if (state[other + LAST_TIME]! <= state[at + FIRST_TIME]!) {
      state[at + INCREASE]! += counted(state[other + LAST_VALUE]!, state[at + FIRST_VALUE]!) + state[other + INCREASE]!;
      state.copyWithin(at + FIRST_TIME, other + FIRST_TIME, other + LAST_TIME);
    } else {
      // Only where windows follow the clock: what lies inside is passed over.
      this.#add(at, state[other + FIRST_TIME]!, state[other + FIRST_VALUE]!);
      this.#add(at, state[other + LAST_TIME]!, state[other + LAST_VALUE]!);
    }
  }
}

/** What a counter has counted between two readings. */
function counted(before: number, after: number): number {
  return before <= after ? after - before : after;
}

import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherLater, scatterNumbers } from '../state/gather.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult, RowsInHand } from './accumulator.ts';

// Value and number of its row alternate. Where there was no value yet, the value is NaN, which no column holds.
const WIDTH = 2;

/** `first(x)`, by arrival, of numbers, timestamps, and booleans as 0 and 1. */
export class FirstValues implements Accumulator<NumberColumn>, AggregateResult {
  readonly #rows: RowsInHand;
  #first = new Float64Array(0);

  constructor(rows: RowsInHand) {
    this.#rows = rows;
  }

  grow(capacity: number): void {
    this.#first = grownFloat64(this.#first, capacity * WIDTH, NaN);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const first = this.#first;
    const { firstNumber } = this.#rows;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1) || !Number.isNaN(first[WIDTH * slot]!)) continue;
      first[WIDTH * slot] = values[i]!;
      first[WIDTH * slot + 1] = firstNumber + i;
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const first = this.#first;
    for (let i = 0; i < count; i++) {
      const at = WIDTH * into[i]!;
      const other = WIDTH * from[i]!;
      // Of a number and NaN neither is below the other.
      if (Number.isNaN(first[at + 1]!) || first[other + 1]! < first[at + 1]!) copy(first, other, at);
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return { numbers: gatherLater(this.#first, slots, count, WIDTH) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#first, slots, numbers, WIDTH);
  }

  clear(slots: Int32Array, count: number): void {
    clearPairs(this.#first, slots, count);
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    writePairs(this.#first, slots, count, results);
  }
}

/** `last(x)`, by arrival, of numbers, timestamps, and booleans as 0 and 1. */
export class LastValues implements Accumulator<NumberColumn>, AggregateResult {
  readonly #rows: RowsInHand;
  #last = new Float64Array(0);

  constructor(rows: RowsInHand) {
    this.#rows = rows;
  }

  grow(capacity: number): void {
    this.#last = grownFloat64(this.#last, capacity * WIDTH, NaN);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const last = this.#last;
    const { firstNumber } = this.#rows;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      last[WIDTH * slot] = values[i]!;
      last[WIDTH * slot + 1] = firstNumber + i;
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const last = this.#last;
    for (let i = 0; i < count; i++) {
      const at = WIDTH * into[i]!;
      const other = WIDTH * from[i]!;
      if (Number.isNaN(last[at + 1]!) || last[at + 1]! < last[other + 1]!) copy(last, other, at);
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return { numbers: gatherLater(this.#last, slots, count, WIDTH) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#last, slots, numbers, WIDTH);
  }

  clear(slots: Int32Array, count: number): void {
    clearPairs(this.#last, slots, count);
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    writePairs(this.#last, slots, count, results);
  }
}

function copy(pairs: Float64Array, from: number, to: number): void {
  pairs[to] = pairs[from]!;
  pairs[to + 1] = pairs[from + 1]!;
}

function clearPairs(pairs: Float64Array, slots: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) pairs.fill(NaN, WIDTH * slots[i]!, WIDTH * (slots[i]! + 1));
}

function writePairs(pairs: Float64Array, slots: Int32Array, count: number, results: ColumnBuilder): void {
  for (let i = 0; i < count; i++) {
    const value = pairs[WIDTH * slots[i]!]!;
    if (Number.isNaN(value)) results.appendNull();
    else results.appendNumber(value);
  }
}

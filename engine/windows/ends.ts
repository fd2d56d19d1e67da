import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import { grownFloat64 } from '../state/arrays.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

/** `first(x)`, by arrival, of numbers, timestamps, and booleans as 0 and 1. */
export class FirstValues implements Accumulator<NumberColumn>, AggregateResult {
  // NaN, which no column holds, where there was no value yet.
  #first = new Float64Array(0);

  grow(capacity: number): void {
    this.#first = grownFloat64(this.#first, capacity, NaN);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const first = this.#first;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      if (Number.isNaN(first[slot]!)) first[slot] = values[i]!;
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#first[slots[i]!] = NaN;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    writeNumbers(this.#first, slots, count, results);
  }
}

/** `last(x)`, by arrival, of numbers, timestamps, and booleans as 0 and 1. */
export class LastValues implements Accumulator<NumberColumn>, AggregateResult {
  #last = new Float64Array(0);

  grow(capacity: number): void {
    this.#last = grownFloat64(this.#last, capacity, NaN);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const last = this.#last;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (0 <= slot && (nulls === null || nulls[i] === 0)) last[slot] = values[i]!;
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#last[slots[i]!] = NaN;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    writeNumbers(this.#last, slots, count, results);
  }
}

function writeNumbers(values: Float64Array, slots: Int32Array, count: number, results: ColumnBuilder): void {
  for (let i = 0; i < count; i++) {
    const value = values[slots[i]!]!;
    if (Number.isNaN(value)) results.appendNull();
    else results.appendNumber(value);
  }
}

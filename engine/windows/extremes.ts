import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherLater, scatterNumbers } from '../state/gather.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

/** `min(x)` of numbers, timestamps, and booleans as 0 and 1. */
export class Minima implements Accumulator<NumberColumn>, AggregateResult {
  // Infinity, which no column holds, where there was no value yet.
  #least = new Float64Array(0);

  grow(capacity: number): void {
    this.#least = grownFloat64(this.#least, capacity, Infinity);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const least = this.#least;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      if (values[i]! < least[slot]!) least[slot] = values[i]!;
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const least = this.#least;
    for (let i = 0; i < count; i++) if (least[from[i]!]! < least[into[i]!]!) least[into[i]!] = least[from[i]!]!;
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return { numbers: gatherLater(this.#least, slots, count) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#least, slots, numbers);
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#least[slots[i]!] = Infinity;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    writeFinite(this.#least, slots, count, results);
  }
}

/** `max(x)` of numbers, timestamps, and booleans as 0 and 1. */
export class Maxima implements Accumulator<NumberColumn>, AggregateResult {
  #greatest = new Float64Array(0);

  grow(capacity: number): void {
    this.#greatest = grownFloat64(this.#greatest, capacity, -Infinity);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const greatest = this.#greatest;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      if (greatest[slot]! < values[i]!) greatest[slot] = values[i]!;
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const greatest = this.#greatest;
    for (let i = 0; i < count; i++)
      if (greatest[into[i]!]! < greatest[from[i]!]!) greatest[into[i]!] = greatest[from[i]!]!;
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return { numbers: gatherLater(this.#greatest, slots, count) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#greatest, slots, numbers);
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#greatest[slots[i]!] = -Infinity;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    writeFinite(this.#greatest, slots, count, results);
  }
}

function writeFinite(values: Float64Array, slots: Int32Array, count: number, results: ColumnBuilder): void {
  for (let i = 0; i < count; i++) {
    const value = values[slots[i]!]!;
    if (Number.isFinite(value)) results.appendNumber(value);
    else results.appendNull();
  }
}

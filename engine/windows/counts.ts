import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { Column } from '../data/column.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherLater, scatterNumbers } from '../state/gather.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

/** How many rows: `count(*)`. */
export class RowCounts implements Accumulator<null>, AggregateResult {
  // Doubles, not 32-bit integers: exact to 2^53.
  #counts = new Float64Array(0);

  grow(capacity: number): void {
    this.#counts = grownFloat64(this.#counts, capacity);
  }

  update(_column: null, slots: Int32Array, from: number, to: number): void {
    const counts = this.#counts;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (0 <= slot) counts[slot]!++;
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const counts = this.#counts;
    for (let i = 0; i < count; i++) counts[into[i]!]! += counts[from[i]!]!;
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return { numbers: gatherLater(this.#counts, slots, count) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#counts, slots, numbers);
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#counts[slots[i]!] = 0;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) results.appendNumber(this.#counts[slots[i]!]!);
  }
}

/** How many values that are not null: `count(x)`. */
export class ValueCounts implements Accumulator<Column>, AggregateResult {
  #counts = new Float64Array(0);

  grow(capacity: number): void {
    this.#counts = grownFloat64(this.#counts, capacity);
  }

  update({ nulls }: Column, slots: Int32Array, from: number, to: number): void {
    const counts = this.#counts;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (0 <= slot && (nulls === null || nulls[i] === 0)) counts[slot]!++;
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const counts = this.#counts;
    for (let i = 0; i < count; i++) counts[into[i]!]! += counts[from[i]!]!;
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return { numbers: gatherLater(this.#counts, slots, count) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#counts, slots, numbers);
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#counts[slots[i]!] = 0;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) results.appendNumber(this.#counts[slots[i]!]!);
  }
}

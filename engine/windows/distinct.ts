import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { Column } from '../data/column.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

/**
 * `count(distinct x)`, exact: the different values themselves, null apart. Both zeros are one value. It is the one aggregate
 * besides `percentile` whose memory grows with the rows of a window, by each new value.
 */
export class DistinctValues implements Accumulator<Column>, AggregateResult {
  // By slot; null where there was no value yet. A Set holds numbers or strings, as the column does.
  readonly #sets: (Set<number | string> | null)[] = [];

  grow(capacity: number): void {
    while (this.#sets.length < capacity) this.#sets.push(null);
  }

  update(column: Column, slots: Int32Array, from: number, to: number): void {
    const { nulls, values } = column;
    const dictionary = column.type === 'string' ? column.dictionary : null;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      // Another batch may number its strings in another way.
      this.#setOf(slot).add(dictionary === null ? values[i]! : dictionary.text(values[i]!));
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const others = this.#sets[from[i]!]!;
      if (others === null) continue;
      const set = this.#setOf(into[i]!);
      for (const value of others) set.add(value);
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#sets[slots[i]!] = null;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) results.appendNumber(this.#sets[slots[i]!]?.size ?? 0);
  }

  #setOf(slot: number): Set<number | string> {
    return (this.#sets[slot] ??= new Set());
  }
}

import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { Column } from '../data/column.ts';
import type { Snapshot } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

/** The values of one slot after the other: how many each has, and all of them, which are either numbers or texts. */
interface SavedSets extends Snapshot {
  readonly sizes: Int32Array;
  readonly numbers: Float64Array;
  readonly texts: readonly (string | null)[];
}

/**
 * `count(distinct x)`, exact: the different values themselves, null apart. Both zeros are one value. Its memory grows
 * with each new value of a window; besides it only `percentile` and `rate` keep more than a few numbers.
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

  save(slots: Int32Array, count: number): SavedSets {
    const sizes = new Int32Array(count);
    const numbers: number[] = [];
    const texts: string[] = [];
    for (let i = 0; i < count; i++) {
      // While it is only looked at how much a snapshot copies, there are no slots.
      const set = this.#sets[slots[i]!];
      if (!set) continue;
      sizes[i] = set.size;
      for (const value of set) {
        if (typeof value === 'number') numbers.push(value);
        else texts.push(value);
      }
    }
    return { sizes, numbers: Float64Array.from(numbers), texts };
  }

  load({ sizes, numbers, texts }: SavedSets, slots: Int32Array): void {
    const values: ArrayLike<number | string | null> = 0 < texts.length ? texts : numbers;
    let at = 0;
    for (let i = 0; i < slots.length; i++) {
      const end = at + sizes[i]!;
      if (0 <= slots[i]! && at < end) {
        const set = this.#setOf(slots[i]!);
        for (let each = at; each < end; each++) set.add(values[each]!);
      }
      at = end;
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

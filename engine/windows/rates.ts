import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult, RowsInHand } from './accumulator.ts';
import { ListsBySlot } from './lists-by-slot.ts';
import { Readings } from './readings.ts';

/**
 * `rate(x)` of a counter: how much it has counted from its earliest to its latest reading by event time, a second. A reading
 * below the one before says that the counter began again from 0. Null for fewer than two readings, or where no time passes.
 *
 * Keeps every reading of a window, 24 bytes each: one that comes late, between two others, may tell of a drop that neither shows.
 */
export class Rates implements Accumulator<NumberColumn>, AggregateResult {
  readonly #rows: RowsInHand;
  readonly #readings = new ListsBySlot(() => new Readings());

  constructor(rows: RowsInHand) {
    this.#rows = rows;
  }

  grow(capacity: number): void {
    this.#readings.grow(capacity);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const { firstNumber, times } = this.#rows;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      this.#readings.toChange(slot).add(times![i]!, firstNumber + i, values[i]!);
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const other = this.#readings.at(from[i]!);
      if (other !== null) this.#readings.toChange(into[i]!).addAll(other);
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return this.#readings.save(slots, count);
  }

  load(saved: SavedNumbers, slots: Int32Array): void {
    this.#readings.load(saved, slots);
  }

  clear(slots: Int32Array, count: number): void {
    this.#readings.clear(slots, count);
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const rate = this.#readings.at(slots[i]!)?.rate() ?? NaN;
      if (Number.isFinite(rate)) results.appendNumber(rate);
      else results.appendNull();
    }
  }
}

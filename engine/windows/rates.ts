import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import type { SavedNumbers } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult, RowsInHand } from './accumulator.ts';
import { NumberReader, NumberWriter } from './number-list.ts';
import { Readings } from './readings.ts';

/**
 * `rate(x)` of a counter: how much it has counted from its earliest to its latest reading by event time, a second. A reading
 * below the one before says that the counter began again from 0. Null for fewer than two readings, or where no time passes.
 *
 * Keeps every reading of a window, 24 bytes each: one that comes late, between two others, may tell of a drop that neither shows.
 */
export class Rates implements Accumulator<NumberColumn>, AggregateResult {
  readonly #rows: RowsInHand;
  // By slot; null where there was no reading yet.
  readonly #readings: (Readings | null)[] = [];

  constructor(rows: RowsInHand) {
    this.#rows = rows;
  }

  grow(capacity: number): void {
    while (this.#readings.length < capacity) this.#readings.push(null);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const { firstNumber, times } = this.#rows;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      (this.#readings[slot] ??= new Readings()).add(times![i]!, firstNumber + i, values[i]!);
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const other = this.#readings[from[i]!]!;
      if (other !== null) (this.#readings[into[i]!] ??= new Readings()).addAll(other);
    }
  }

  save(slots: Int32Array, count: number): SavedNumbers {
    const writer = new NumberWriter();
    for (let i = 0; i < count; i++) {
      const readings = this.#readings[slots[i]!]!;
      writer.write(readings === null ? 0 : 1);
      readings?.save(writer);
    }
    return { numbers: writer.take() };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    const reader = new NumberReader(numbers);
    for (let i = 0; i < slots.length; i++) {
      if (reader.read() === 0) continue;
      const readings = new Readings();
      readings.load(reader);
      if (0 <= slots[i]!) this.#readings[slots[i]!] = readings;
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#readings[slots[i]!] = null;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const rate = this.#readings[slots[i]!]?.rate() ?? NaN;
      if (Number.isFinite(rate)) results.appendNumber(rate);
      else results.appendNull();
    }
  }
}

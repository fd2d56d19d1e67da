import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';
import { ListsBySlot } from './lists-by-slot.ts';
import { Sketch } from './sketch.ts';

/** Sketches of the values of each slot: all percentiles of one argument read the same. */
export class Sketches implements Accumulator<NumberColumn> {
  readonly #sketches = new ListsBySlot(() => new Sketch());

  grow(capacity: number): void {
    this.#sketches.grow(capacity);
  }

  /** The sketch of `slot`; null where there was no value yet. */
  at(slot: number): Sketch | null {
    return this.#sketches.at(slot);
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const sketches = this.#sketches;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (0 <= slot && (nulls === null || nulls[i] === 0)) sketches.toChange(slot).add(values[i]!);
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const other = this.#sketches.at(from[i]!);
      if (other !== null) this.#sketches.toChange(into[i]!).addAll(other);
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return this.#sketches.save(slots, count);
  }

  load(saved: SavedNumbers, slots: Int32Array): void {
    this.#sketches.load(saved, slots);
  }

  clear(slots: Int32Array, count: number): void {
    this.#sketches.clear(slots, count);
  }
}

/** `percentile(x, p)`. */
export class PercentileResult implements AggregateResult {
  readonly #sketches: Sketches;
  readonly #share: number;

  constructor(sketches: Sketches, share: number) {
    this.#sketches = sketches;
    this.#share = share;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const sketch = this.#sketches.at(slots[i]!);
      if (sketch === null) results.appendNull();
      else results.appendNumber(sketch.percentile(this.#share));
    }
  }
}

import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import type { SavedNumbers } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';
import { NumberReader, NumberWriter } from './number-list.ts';
import { Sketch } from './sketch.ts';

/** Sketches of the values of each slot: all percentiles of one argument read the same. */
export class Sketches implements Accumulator<NumberColumn> {
  readonly #sketches: (Sketch | null)[] = [];

  grow(capacity: number): void {
    while (this.#sketches.length < capacity) this.#sketches.push(null);
  }

  /** The sketch of `slot`; null where there was no value yet. */
  at(slot: number): Sketch | null {
    return this.#sketches[slot]!;
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const sketches = this.#sketches;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (0 <= slot && (nulls === null || nulls[i] === 0)) (sketches[slot] ??= new Sketch()).add(values[i]!);
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const sketches = this.#sketches;
    for (let i = 0; i < count; i++) {
      const other = sketches[from[i]!]!;
      if (other !== null) (sketches[into[i]!] ??= new Sketch()).addAll(other);
    }
  }

  save(slots: Int32Array, count: number): SavedNumbers {
    const writer = new NumberWriter();
    for (let i = 0; i < count; i++) {
      const sketch = this.#sketches[slots[i]!]!;
      writer.write(sketch === null ? 0 : 1);
      sketch?.save(writer);
    }
    return { numbers: writer.take() };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    const reader = new NumberReader(numbers);
    for (let i = 0; i < slots.length; i++) {
      if (reader.read() === 0) continue;
      const sketch = new Sketch();
      sketch.load(reader);
      if (0 <= slots[i]!) this.#sketches[slots[i]!] = sketch;
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#sketches[slots[i]!] = null;
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

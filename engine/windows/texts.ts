import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { StringColumn } from '../data/column.ts';
import { compareText } from '../data/compare-text.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

/** Whether `candidate` takes the place of `kept`. */
type Replaces = (candidate: string, kept: string) => boolean;

const REPLACES: Readonly<Record<'min' | 'max' | 'first' | 'last', Replaces>> = {
  min: (candidate, kept) => compareText(candidate, kept) < 0,
  max: (candidate, kept) => 0 < compareText(candidate, kept),
  first: () => false,
  last: () => true,
};

/**
 * `min`, `max`, `first` or `last` of strings; `min` and `max` by code point. Keeps the strings themselves, not numbers in a
 * dictionary, which would grow with every string ever seen.
 */
export class KeptTexts implements Accumulator<StringColumn>, AggregateResult {
  readonly #replaces: Replaces;
  readonly #texts: (string | null)[] = [];

  constructor(which: 'min' | 'max' | 'first' | 'last') {
    this.#replaces = REPLACES[which];
  }

  grow(capacity: number): void {
    while (this.#texts.length < capacity) this.#texts.push(null);
  }

  update({ values, nulls, dictionary }: StringColumn, slots: Int32Array, from: number, to: number): void {
    const texts = this.#texts;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      const kept = texts[slot]!;
      const text = dictionary.text(values[i]!);
      if (kept === null || this.#replaces(text, kept)) texts[slot] = text;
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#texts[slots[i]!] = null;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const text = this.#texts[slots[i]!]!;
      if (text === null) results.appendNull();
      else results.appendString(text);
    }
  }
}

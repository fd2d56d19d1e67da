import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { StringColumn } from '../data/column.ts';
import { compareText } from '../data/compare-text.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherLater, scatterNumbers } from '../state/gather.ts';
import { InPieces } from '../state/in-pieces.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult, RowsInHand } from './accumulator.ts';

interface SavedTexts extends SavedNumbers {
  readonly texts: readonly (string | null)[];
}

/** Whether `candidate` takes the place of `kept`; `isLater`: it came after it. */
type Replaces = (candidate: string, kept: string, isLater: boolean) => boolean;

const REPLACES: Readonly<Record<'min' | 'max' | 'first' | 'last', Replaces>> = {
  min: (candidate, kept) => compareText(candidate, kept) < 0,
  max: (candidate, kept) => 0 < compareText(candidate, kept),
  first: (_candidate, _kept, isLater) => !isLater,
  last: (_candidate, _kept, isLater) => isLater,
};

/**
 * `min`, `max`, `first` or `last` of strings; `min` and `max` by code point. Keeps the strings themselves, not numbers in a
 * dictionary, which would grow with every string ever seen.
 */
export class KeptTexts implements Accumulator<StringColumn>, AggregateResult {
  readonly #replaces: Replaces;
  readonly #rows: RowsInHand;
  readonly #texts: (string | null)[] = [];
  /** The number of the row of each text. */
  #numbers = new Float64Array(0);

  constructor(which: 'min' | 'max' | 'first' | 'last', rows: RowsInHand) {
    this.#replaces = REPLACES[which];
    this.#rows = rows;
  }

  grow(capacity: number): void {
    while (this.#texts.length < capacity) this.#texts.push(null);
    this.#numbers = grownFloat64(this.#numbers, capacity);
  }

  update({ values, nulls, dictionary }: StringColumn, slots: Int32Array, from: number, to: number): void {
    const texts = this.#texts;
    const numbers = this.#numbers;
    const { firstNumber } = this.#rows;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      const kept = texts[slot]!;
      const text = dictionary.text(values[i]!);
      if (kept !== null && !this.#replaces(text, kept, true)) continue;
      texts[slot] = text;
      numbers[slot] = firstNumber + i;
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const texts = this.#texts;
    const numbers = this.#numbers;
    for (let i = 0; i < count; i++) {
      const at = into[i]!;
      const other = from[i]!;
      const kept = texts[at]!;
      const text = texts[other]!;
      if (text === null || (kept !== null && !this.#replaces(text, kept, numbers[at]! < numbers[other]!))) continue;
      texts[at] = text;
      numbers[at] = numbers[other]!;
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedTexts> {
    // As a whole, which costs a tenth of picking.
    const kept = this.#texts.slice();
    const piece = (from: number, to: number) => Array.from(slots.subarray(from, to), (slot) => kept[slot]!);
    const texts = new InPieces({ length: count, piece });
    return { texts, numbers: gatherLater(this.#numbers, slots, count) };
  }

  load({ texts, numbers }: SavedTexts, slots: Int32Array): void {
    scatterNumbers(this.#numbers, slots, numbers);
    for (let i = 0; i < slots.length; i++) if (0 <= slots[i]!) this.#texts[slots[i]!] = texts[i]!;
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

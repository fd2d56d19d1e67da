import type { Strings } from '../data/dictionary.ts';
import type { HeldTexts } from './held-texts.ts';
import { seatOf, textOf } from './held-texts.ts';

/**
 * The texts that a column has at one moment, those that it learnt and those that it holds, under one number each: also where some of them are given
 * up afterwards. A text may have several.
 */
export class FrozenTexts implements Strings {
  readonly size: number;
  readonly #dictionaries: Strings[];
  /** Of each dictionary, the number of its first text, in ascending order. */
  readonly #firsts: number[];
  /** The number of the first text on each seat. */
  readonly #firstOfSeat: Int32Array;

  constructor(learnt: Strings, held: HeldTexts) {
    this.#dictionaries = [learnt];
    this.#firsts = [0];
    this.#firstOfSeat = new Int32Array(held.bound);
    let { size } = learnt;
    for (let seat = 0; seat < held.bound; seat++) {
      const strings = held.at(seat);
      if (strings === null) continue;
      this.#firstOfSeat[seat] = size;
      this.#dictionaries.push(strings);
      this.#firsts.push(size);
      size += held.sizeAt(seat);
    }
    this.size = size;
  }

  /** Puts in the place of each reference in `values` the number that its text has here. */
  number(values: Int32Array): void {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < 0) values[i] = this.#firstOfSeat[seatOf(value)]! + textOf(value);
    }
  }

  text(id: number): string {
    let at = 0;
    for (let above = this.#firsts.length; 1 < above - at;) {
      const middle = (at + above) >> 1;
      if (this.#firsts[middle]! <= id) at = middle;
      else above = middle;
    }
    return this.#dictionaries[at]!.text(id - this.#firsts[at]!);
  }

  find(text: string): number {
    const at = this.#dictionaries.findIndex((strings) => 0 <= strings.find(text));
    return at < 0 ? -1 : this.#firsts[at]! + this.#dictionaries[at]!.find(text);
  }
}

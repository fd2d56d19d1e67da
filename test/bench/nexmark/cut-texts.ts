import type { Strings } from '../../../engine/data/dictionary.ts';

/**
 * Texts that are cut from a long one, as a column of bytes and places holds them: the letters are there, and a string is made of them when
 * somebody asks. Each is taken to be another one, so that nothing has to look whether one is known.
 */
export class CutTexts implements Strings {
  readonly #letters: string;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #size = 0;

  constructor(letters: string, capacity: number) {
    this.#letters = letters;
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The number of the text from `start` to `end`, which is none of those before. */
  add(start: number, end: number): number {
    this.#starts[this.#size] = start;
    this.#ends[this.#size] = end;
    return this.#size++;
  }

  text(id: number): string {
    return this.#letters.slice(this.#starts[id], this.#ends[id]);
  }

  find(text: string): number {
    for (let id = 0; id < this.#size; id++) if (this.text(id) === text) return id;
    return -1;
  }
}

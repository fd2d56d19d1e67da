/**
 * What travels from one thread to another: rows of several edges in the order of their streams, packed into one buffer that is
 * handed over, never copied, and the strings that the other side has not seen yet.
 *
 * The buffer holds words of eight bytes: first the number of items, then each item. An item is either the word that an edge is idle or
 * rows of one edge: a head of `HEAD_WORDS`, two words for each column, and then one array after the other.
 */
export interface Parcel {
  readonly buffer: ArrayBuffer;
  /** In the order in which they are needed: names of files, and new strings of columns. */
  readonly texts: readonly string[];
}

/** The words of an item of rows before its columns: edge, length, watermark, watermark before, watermarks passed, flags. */
export const HEAD_WORDS = 6;

/** The words that say how a column is packed: its marks, and how many of its strings are new. */
export const COLUMN_WORDS = 2;

/** In place of a length: the edge is idle. */
export const IDLE = -1;

/** The rows of an item have event times. */
export const HAS_TIMES = 1;

/** It is known in which file the rows of an item were. */
export const HAS_ORIGIN = 2;

/** A column has nulls. */
export const HAS_NULLS = 1;

/** The strings of a column are those of a dictionary that was not used before. */
export const IS_FRESH = 2;

/** Where in its marks a column says which dictionary its strings are in. */
export const PLACE_SHIFT = 2;

/** How many dictionaries of a column both sides of a channel remember. */
export const DICTIONARY_PLACES = 4;

/** Hands out the words of a buffer one after the other, as arrays over it. */
export class Words {
  readonly buffer: ArrayBuffer;
  readonly #numbers: Float64Array<ArrayBuffer>;
  #at = 0;

  constructor(buffer: ArrayBuffer) {
    this.buffer = buffer;
    this.#numbers = new Float64Array(buffer);
  }

  put(value: number): void {
    this.#numbers[this.#at++] = value;
  }

  take(): number {
    return this.#numbers[this.#at++]!;
  }

  numbers(length: number): Float64Array<ArrayBuffer> {
    const from = this.#at;
    this.#at += length;
    return this.#numbers.subarray(from, this.#at);
  }

  integers(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.buffer, this.#skip(integerWords(length)), length);
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer, this.#skip(byteWords(length)), length);
  }

  #skip(words: number): number {
    const from = this.#at * 8;
    this.#at += words;
    return from;
  }
}

/** The words that `length` 32-bit integers take. */
export function integerWords(length: number): number {
  return Math.ceil(length / 2);
}

/** The words that `length` bytes take. */
export function byteWords(length: number): number {
  return Math.ceil(length / 8);
}

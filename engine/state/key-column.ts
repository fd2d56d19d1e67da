import type { ArraySource } from '../data/batch-arrays.ts';
import type { Column, StringColumn } from '../data/column.ts';
import type { Strings } from '../data/dictionary.ts';
import type { ColumnType } from '../data/types.ts';
import { DictionaryCache } from './dictionary-cache.ts';
import { InPieces } from './in-pieces.ts';
import type { Later } from './snapshot.ts';
import { TextTable } from './text-table.ts';

/** How many 32-bit words a key column of `type` takes. */
export function wordsOf(type: ColumnType): number {
  return type === 'string' || type === 'boolean' ? 1 : 2;
}

/** The word of a null string or boolean. */
export const NULL_WORD = -1;

// The upper half of a NaN. Columns never hold NaN, so no number has it.
const NULL_HIGH = 0x7ff80000;

/** Where the words of a key column are: its word k of entry i is `words[i * width + at + k]`. */
export interface WordPlace {
  readonly words: Int32Array;
  readonly width: number;
  readonly at: number;
}

/** How many entries are read, where to, and for strings out of which table. */
interface Wanted {
  readonly count: number;
  readonly arrays: ArraySource;
  readonly texts?: TextTable;
}

/**
 * One column of a key as 32-bit words, such that two values are equal exactly when their words are: nulls equal nulls and
 * −0 equals +0. A number is its bits; a string is its number in a dictionary of our own.
 */
export class KeyColumn {
  readonly type: ColumnType;
  #texts = new TextTable();
  readonly #words = new DictionaryCache();

  constructor(type: ColumnType) {
    this.type = type;
  }

  /** Writes the words of the first `length` rows of `column`. */
  write(column: Column, length: number, place: WordPlace): void {
    if (column.type === 'string') this.#writeStrings(column, length, place);
    else if (column.type === 'boolean') writeBooleans(column.values, column.nulls, length, place);
    else writeNumbers(column.values, column.nulls, length, place);
  }

  /** The same of values from a checkpoint, before there were others. `isWhole`: whether they are all that come with their strings. */
  load(column: Column, length: number, place: WordPlace, isWhole: boolean): void {
    // Those strings have been dealt numbers already, each once.
    if (isWhole && column.type === 'string' && column.dictionary instanceof TextTable) {
      this.#texts = column.dictionary;
      this.#texts.indexAll();
    }
    this.write(column, length, place);
  }

  /** The values of the first `count` of `entries` as a column in `arrays`, read back from their words. */
  read(entries: Int32Array, place: WordPlace, { count, arrays, texts = this.#texts }: Wanted): Column {
    if (this.type === 'string') {
      return { type: 'string', ...readWords(entries, place, arrays.integers(count)), dictionary: texts };
    }
    if (this.type === 'boolean') {
      const { values, nulls } = readWords(entries, place, arrays.integers(count));
      return { type: 'boolean', values: Uint8Array.from(values), nulls };
    }
    return { type: this.type, ...readNumbers(entries, place, arrays.numbers(count)) };
  }

  /** The same of `count` entries, made when it is written: also where `keepOnly` has forgotten strings since. */
  readLater(entries: Later<Int32Array>, count: number, place: WordPlace): InPieces<Column> {
    const texts = this.#texts;
    let known: Int32Array = new Int32Array(0);
    return new InPieces({
      length: count,
      *prepare() {
        known = yield* entries();
      },
      piece: (from, to, arrays) => this.read(known.subarray(from, to), place, { count: to - from, arrays, texts }),
    });
  }

  /** The word of string `id` of `strings`. */
  wordOf(strings: Strings, id: number): number {
    return this.#texts.internFrom(strings, id);
  }

  /** Forgets all strings but those of `entries`, whose words it rewrites. Columns given before keep the dictionary that they have. */
  keepOnly(entries: Int32Array, { words, width, at }: WordPlace): void {
    if (this.type !== 'string') return;
    const old = this.#texts;
    this.#texts = new TextTable();
    this.#words.clear();
    for (let i = 0; i < entries.length; i++) {
      const place = entries[i]! * width + at;
      if (words[place] !== NULL_WORD) words[place] = this.#texts.internFrom(old, words[place]!);
    }
  }

  #writeStrings({ values, nulls, dictionary }: StringColumn, length: number, { words, width, at }: WordPlace): void {
    if (dictionary === this.#texts) {
      for (let i = 0; i < length; i++) words[i * width + at] = nulls?.[i] === 1 ? NULL_WORD : values[i]!;
      return;
    }
    const known = this.#words.of(dictionary);
    for (let i = 0; i < length; i++) {
      if (nulls !== null && nulls[i] === 1) {
        words[i * width + at] = NULL_WORD;
        continue;
      }
      const theirs = values[i]!;
      if (known[theirs]! < 0) known[theirs] = this.#texts.internFrom(dictionary, theirs);
      words[i * width + at] = known[theirs]!;
    }
  }
}

function writeBooleans(values: Uint8Array, nulls: Uint8Array | null, length: number, place: WordPlace): void {
  const { words, width, at } = place;
  for (let i = 0; i < length; i++) words[i * width + at] = nulls !== null && nulls[i] === 1 ? NULL_WORD : values[i]!;
}

function writeNumbers(values: Float64Array, nulls: Uint8Array | null, length: number, place: WordPlace): void {
  const { words, width, at } = place;
  const bits = new Int32Array(values.buffer, values.byteOffset, length * 2);
  for (let i = 0; i < length; i++) {
    const isNull = nulls !== null && nulls[i] === 1;
    // Both zeros get the bits of +0.
    const isZero = isNull || values[i] === 0;
    words[i * width + at] = isZero ? 0 : bits[2 * i]!;
    words[i * width + at + 1] = isZero ? (isNull ? NULL_HIGH : 0) : bits[2 * i + 1]!;
  }
}

function readWords(entries: Int32Array, { words, width, at }: WordPlace, values: Int32Array) {
  const count = values.length;
  let nulls: Uint8Array | null = null;
  for (let i = 0; i < count; i++) {
    const word = words[entries[i]! * width + at]!;
    values[i] = word === NULL_WORD ? 0 : word;
    if (word === NULL_WORD) (nulls ??= new Uint8Array(count))[i] = 1;
  }
  return { values, nulls };
}

function readNumbers(entries: Int32Array, { words, width, at }: WordPlace, values: Float64Array) {
  const count = values.length;
  const bits = new Int32Array(values.buffer, values.byteOffset, count * 2);
  let nulls: Uint8Array | null = null;
  for (let i = 0; i < count; i++) {
    const place = entries[i]! * width + at;
    if (words[place + 1] === NULL_HIGH) {
      (nulls ??= new Uint8Array(count))[i] = 1;
      values[i] = 0;
      continue;
    }
    bits[2 * i] = words[place]!;
    bits[2 * i + 1] = words[place + 1]!;
  }
  return { values, nulls };
}

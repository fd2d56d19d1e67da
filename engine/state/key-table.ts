import type { Batch } from '../data/batch.ts';
import type { Column, StringColumn } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import { grownInt32 } from './arrays.ts';
import { DictionaryCache } from './dictionary-cache.ts';
import type { WordPlace } from './key-column.ts';
import { KeyColumn, NULL_WORD, wordsOf } from './key-column.ts';
import { WordTable } from './word-table.ts';

/** Fewer unused keys than this are not worth a sweep. */
const SWEEP_MINIMUM = 1024;

/** Rows per known key after which a sweep costs next to nothing a row. */
const SWEEP_ROWS = 8;

/**
 * Gives each distinct key, made of any columns, a small whole number; state is then kept in arrays by that number.
 *
 * Nulls are a value and −0 equals +0. A key that nobody retains stays known until `sweep`, since most come back in the next
 * window. For a snapshot by key group: a key is the words of its columns, and its group follows from its values when it is added.
 */
export class KeyTable {
  readonly #places: readonly number[];
  readonly #columns: readonly KeyColumn[];
  readonly #offsets: readonly number[];
  readonly #table: WordTable;
  readonly #keysOfStrings = new DictionaryCache();
  readonly #singleWord = new Int32Array(1);
  #rowWords = new Int32Array(0);
  #references = new Int32Array(16);
  #retained = 0;
  // Since the last sweep: the most keys retained at once, and the rows resolved.
  #mostRetained = 0;
  #rows = 0;

  /** `places`: where the key columns are in a row; `types`: what they are. No column: one key for all rows. */
  constructor(places: readonly number[], types: readonly ColumnType[]) {
    this.#places = places;
    this.#columns = types.map((type) => new KeyColumn(type));
    this.#offsets = types.map((_, c) => totalWords(types.slice(0, c)));
    this.#table = new WordTable(totalWords(types));
  }

  /** Keys are below this. */
  get bound(): number {
    return this.#table.bound;
  }

  /** How many keys it knows, retained or not. */
  get size(): number {
    return this.#table.size;
  }

  /** Writes the key of each row of `batch` to `keys`. */
  resolve(batch: Batch, keys: Int32Array): void {
    const only = this.#places.length === 1 ? batch.columns[this.#places[0]!]! : null;
    if (only?.type === 'string') this.#resolveStrings(only, batch.length, keys);
    else if (this.#places.length === 0) keys.fill(this.#keyOfWord(0), 0, batch.length);
    else this.#resolveWords(batch, keys);
    this.#rows += batch.length;
    if (this.#references.length < this.bound) this.#references = grownInt32(this.#references, this.bound);
  }

  /** Keeps `key` until it is released as often as it was retained. */
  retain(key: number): void {
    if (this.#references[key]!++ === 0) this.#retained++;
    if (this.#mostRetained < this.#retained) this.#mostRetained = this.#retained;
  }

  release(key: number): void {
    if (--this.#references[key]! === 0) this.#retained--;
  }

  /** The key columns of the first `count` of `keys`. */
  read(keys: Int32Array, count: number): Column[] {
    return this.#columns.map((column, c) => column.read(keys, count, this.#wordPlace(this.#table.words, c)));
  }

  /**
   * Forgets the keys that nobody retains, once there are many: a stream of ever new keys must not fill the memory.
   * Numbers of such keys must not be used after it.
   */
  sweep(): void {
    const unused = this.size - this.#retained;
    if (unused < SWEEP_MINIMUM) return;
    // When a window ends, all its keys are unused for a moment; those that come back must not be learnt anew each time.
    const isCheap = this.size * SWEEP_ROWS <= this.#rows && this.#retained < unused;
    if (!isCheap && unused <= 2 * this.#mostRetained) return;
    const kept = this.#retainedKeys();
    this.#columns.forEach((column, c) => column.keepOnly(kept, this.#wordPlace(this.#table.words, c)));
    this.#table.keepOnly(kept);
    this.#keysOfStrings.clear();
    this.#mostRetained = this.#retained;
    this.#rows = 0;
  }

  #retainedKeys(): Int32Array {
    const kept = new Int32Array(this.#retained);
    let count = 0;
    for (let key = 0; key < this.bound; key++) if (0 < this.#references[key]!) kept[count++] = key;
    return kept;
  }

  #wordPlace(words: Int32Array, column: number): WordPlace {
    return { words, width: this.#table.width, at: this.#offsets[column]! };
  }

  // The usual case by far: one look into an array a row, once a string was seen.
  #resolveStrings({ values, nulls, dictionary }: StringColumn, length: number, keys: Int32Array): void {
    const known = this.#keysOfStrings.of(dictionary);
    for (let i = 0; i < length; i++) {
      if (nulls !== null && nulls[i] === 1) {
        keys[i] = this.#keyOfWord(NULL_WORD);
        continue;
      }
      let key = known[values[i]!]!;
      if (key < 0) {
        key = this.#keyOfWord(this.#columns[0]!.wordOf(dictionary.text(values[i]!)));
        known[values[i]!] = key;
      }
      keys[i] = key;
    }
  }

  #keyOfWord(word: number): number {
    this.#singleWord[0] = word;
    return this.#table.entryOf(this.#singleWord, 0);
  }

  #resolveWords(batch: Batch, keys: Int32Array): void {
    const { width } = this.#table;
    if (this.#rowWords.length < batch.length * width) this.#rowWords = new Int32Array(batch.length * width);
    const rowWords = this.#rowWords;
    this.#columns.forEach((column, c) => {
      column.write(batch.columns[this.#places[c]!]!, batch.length, this.#wordPlace(rowWords, c));
    });
    for (let i = 0; i < batch.length; i++) keys[i] = this.#table.entryOf(rowWords, i * width);
  }
}

function totalWords(types: readonly ColumnType[]): number {
  return types.reduce((total, type) => total + wordsOf(type), 0);
}

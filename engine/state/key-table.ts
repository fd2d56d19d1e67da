import { newArrays } from '../data/batch-arrays.ts';
import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import { takeColumn } from '../data/batch.ts';
import type { Column, StringColumn } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import { FIRST_ROOM, grownInt32 } from './arrays.ts';
import type { KeyGroupRange } from './key-groups.ts';
import { isAll, keyGroupsOf } from './key-groups.ts';
import { stepsOf } from './in-pieces.ts';
import type { Later, Snapshot, Taken } from './snapshot.ts';
import { now, once } from './snapshot.ts';
import { copyIntegers } from './snapshot-memory.ts';
import { DictionaryCache } from './dictionary-cache.ts';
import type { WordPlace } from './key-column.ts';
import { KeyColumn, NULL_WORD, wordsOf } from './key-column.ts';
import { WordTable } from './word-table.ts';

/** Fewer unused keys than this are not worth a sweep. */
const SWEEP_MINIMUM = 1024;

/** Rows per known key after which a sweep costs next to nothing a row. */
const SWEEP_ROWS = 8;

/** The values of the keys that are retained, column by column. */
export interface SavedKeys extends Snapshot {
  /** How many: one number. Without key columns there is one key at most. */
  readonly count: Int32Array;
  readonly columns: Readonly<Record<string, Column>>;
}

/** The keys of a snapshot, and what they are called in it. */
export interface KeysInSnapshot {
  readonly saved: Taken<SavedKeys>;
  /** Their numbers, in the order in which they are saved. */
  readonly kept: Later<Int32Array>;
  /** By number, where a key stands in that order; −1 where it does not. */
  readonly places: Later<Int32Array>;
}

/**
 * Gives each distinct key, made of any columns, a small whole number; state is then kept in arrays by that number.
 *
 * Nulls are a value and −0 equals +0. A key that nobody retains stays known until `sweep`, since most come back in the next
 * window.
 */
export class KeyTable {
  readonly #places: readonly number[];
  readonly #columns: readonly KeyColumn[];
  readonly #offsets: readonly number[];
  readonly #table: WordTable;
  readonly #keysOfStrings = new DictionaryCache();
  readonly #singleWord = new Int32Array(1);
  #rowWords = new Int32Array(0);
  #references = new Int32Array(FIRST_ROOM.references);
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
    const columns = this.#places.map((place) => batch.columns[place]!);
    this.#resolveColumns(columns, batch.length, keys);
    this.#rows += batch.length;
  }

  /** Keeps `key` until it is released as often as it was retained. */
  retain(key: number): void {
    if (this.#references[key]!++ === 0) this.#retained++;
    if (this.#mostRetained < this.#retained) this.#mostRetained = this.#retained;
  }

  release(key: number): void {
    if (--this.#references[key]! === 0) this.#retained--;
  }

  /** The key columns of the first `count` of `keys`, in `arrays`. */
  read(keys: Int32Array, count: number, arrays: ArraySource = newArrays): Column[] {
    return this.#columns.map((column, c) =>
      column.read(keys, this.#wordPlace(this.#table.words, c), { count, arrays }),
    );
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
    const kept = now(() => retainedOf(this.#references.subarray(0, this.bound), this.#retained));
    this.#columns.forEach((column, c) => column.keepOnly(kept, this.#wordPlace(this.#table.words, c)));
    this.#table.keepOnly(kept);
    this.#keysOfStrings.clear();
    this.#mostRetained = this.#retained;
    this.#rows = 0;
  }

  /** The keys that are retained. */
  save(): KeysInSnapshot {
    const { bound } = this;
    const count = this.#retained;
    const references = copyIntegers(this.#references.subarray(0, bound));
    const words = copyIntegers(this.#table.words.subarray(0, bound * this.#table.width));
    const kept = once(() => retainedOf(references, count));
    const columns = this.#columns.map(
      (column, c) => [String(c), column.readLater(kept, count, this.#wordPlace(words, c))] as const,
    );
    return {
      saved: { count: Int32Array.of(count), columns: Object.fromEntries(columns) },
      kept,
      places: once(() => placesOf(kept, bound)),
    };
  }

  /** The number of each of the keys `saved` by their place, −1 where its group is not in `groups`. Nobody retains them yet. */
  load({ count, columns }: SavedKeys, groups: KeyGroupRange): Int32Array {
    const length = count[0]!;
    const values = this.#columns.map((_, c) => columns[String(c)]!);
    if (isAll(groups)) return this.#learn(values, length, true);
    const groupOf = new Uint8Array(length);
    keyGroupsOf(values, length, groupOf);
    const own = new Int32Array(length);
    let ownCount = 0;
    for (let i = 0; i < length; i++) {
      if (groups.first <= groupOf[i]! && groupOf[i]! <= groups.last) own[ownCount++] = i;
    }
    // Those of other groups must not be learnt: whoever never sweeps would keep them for good.
    const ownValues = values.map((column) => takeColumn(column, own, ownCount));
    const ownKeys = this.#learn(ownValues, ownCount, false);
    const keys = new Int32Array(length).fill(-1);
    for (let i = 0; i < ownCount; i++) keys[own[i]!] = ownKeys[i]!;
    return keys;
  }

  /** The numbers of distinct keys. `isWhole`: whether they are all that come with their strings. */
  #learn(columns: readonly Column[], length: number, isWhole: boolean): Int32Array {
    const keys = new Int32Array(length);
    if (0 < this.bound || columns.length === 0) {
      this.#resolveColumns(columns, length, keys);
      return keys;
    }
    const words = new Int32Array(length * this.#table.width);
    this.#columns.forEach((column, c) => column.load(columns[c]!, length, this.#wordPlace(words, c), isWhole));
    this.#table.fill(words, length);
    this.#references = grownInt32(this.#references, length);
    for (let i = 0; i < length; i++) keys[i] = i;
    return keys;
  }

  #wordPlace(words: Int32Array, column: number): WordPlace {
    return { words, width: this.#table.width, at: this.#offsets[column]! };
  }

  #resolveColumns(columns: readonly Column[], length: number, keys: Int32Array): void {
    const only = columns.length === 1 ? columns[0]! : null;
    if (only?.type === 'string') this.#resolveStrings(only, length, keys);
    else if (0 < columns.length) this.#resolveWords(columns, length, keys);
    else if (0 < length) keys.fill(this.#keyOfWord(0), 0, length);
    if (this.#references.length < this.bound) this.#references = grownInt32(this.#references, this.bound);
  }

  // The usual case by far: one look into an array a row, once a string was seen. Without a jump in it, it costs half as much.
  #resolveStrings(column: StringColumn, length: number, keys: Int32Array): void {
    const known = this.#keysOfStrings.of(column.dictionary);
    if (column.nulls !== null) {
      this.#learnStrings(column, { known, length, keys });
      return;
    }
    const { values } = column;
    let signs = 0;
    for (let i = 0; i < length; i++) signs |= keys[i] = known[values[i]!]!;
    if (signs < 0) this.#learnStrings(column, { known, length, keys });
  }

  #learnStrings({ values, nulls, dictionary }: StringColumn, { known, length, keys }: StringKeys): void {
    for (let i = 0; i < length; i++) {
      if (nulls !== null && nulls[i] === 1) {
        keys[i] = this.#keyOfWord(NULL_WORD);
        continue;
      }
      const string = values[i]!;
      if (known[string]! < 0) known[string] = this.#keyOfWord(this.#columns[0]!.wordOf(dictionary, string));
      keys[i] = known[string]!;
    }
  }

  #keyOfWord(word: number): number {
    this.#singleWord[0] = word;
    return this.#table.entryOf(this.#singleWord, 0);
  }

  #resolveWords(columns: readonly Column[], length: number, keys: Int32Array): void {
    const { width } = this.#table;
    if (this.#rowWords.length < length * width) this.#rowWords = new Int32Array(length * width);
    const rowWords = this.#rowWords;
    this.#columns.forEach((column, c) => column.write(columns[c]!, length, this.#wordPlace(rowWords, c)));
    this.#table.entriesOf(rowWords, length, keys);
  }
}

interface StringKeys {
  /** The keys by number of the string; -1 where it was not seen yet. */
  readonly known: Int32Array;
  readonly length: number;
  /** By row. */
  readonly keys: Int32Array;
}

function* retainedOf(references: Int32Array, length: number): Generator<void, Int32Array<ArrayBuffer>> {
  const kept = new Int32Array(length);
  let count = 0;
  for (const [from, to] of stepsOf(references.length)) {
    for (let key = from; key < to; key++) if (0 < references[key]!) kept[count++] = key;
    yield;
  }
  return kept;
}

function* placesOf(keys: Later<Int32Array>, bound: number): Generator<void, Int32Array<ArrayBuffer>> {
  const kept = yield* keys();
  const places = new Int32Array(bound).fill(-1);
  for (const [from, to] of stepsOf(kept.length)) {
    for (let i = from; i < to; i++) places[kept[i]!] = i;
    yield;
  }
  return places;
}

function totalWords(types: readonly ColumnType[]): number {
  return types.reduce((total, type) => total + wordsOf(type), 0);
}

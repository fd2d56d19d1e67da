import { takeColumn } from '../data/batch.ts';
import type { Column, StringColumn } from '../data/column.ts';
import type { Strings } from '../data/dictionary.ts';
import { DICTIONARY_LIMIT } from '../data/dictionary.ts';
import { grownInt32 } from './arrays.ts';
import { DictionaryCache } from './dictionary-cache.ts';
import { FrozenTexts } from './frozen-texts.ts';
import { takeColumnLater } from './gather.ts';
import { HeldTexts, seatOf, textOf } from './held-texts.ts';
import type { InPieces } from './in-pieces.ts';
import type { StoredColumn } from './stored-columns.ts';
import { StoredNulls } from './stored-nulls.ts';
import { TextTable } from './text-table.ts';

/** Where there are more rows, their texts are packed: holding a part of them saves little time, and strings take more memory. */
const MOST_ROWS_HELD = 8 * DICTIONARY_LIMIT;

/** Texts of rows that are kept, as numbers in a dictionary of our own, or where they came from until somebody looks at them. */
export class StoredTexts implements StoredColumn {
  readonly #nulls = new StoredNulls();
  readonly #known = new DictionaryCache();
  readonly #held = new HeldTexts();
  /** By slot: a number in `#dictionary`, or below 0 a reference to what is held; behind a null 0. */
  #values = new Int32Array(0);
  #dictionary = new TextTable();
  #canHold = true;

  grow(capacity: number): void {
    this.#values = grownInt32(this.#values, capacity);
    this.#nulls.grow(capacity);
  }

  write(column: StringColumn, rows: Int32Array, slots: Int32Array): void {
    const { values, nulls, dictionary } = column;
    const seat = nulls === null && this.#canHold ? this.#held.seatFor(dictionary, slots.length) : -1;
    if (seat < 0) this.#learn(column, rows, slots);
    else this.#held.refer(seat, values, { rows, slots }, this.#values);
    this.#nulls.write(nulls, rows, slots);
  }

  /** Gives up what is in the first `count` of `slots`. */
  release(slots: Int32Array, count: number): void {
    if (this.#held.size === 0) return;
    for (let i = 0; i < count; i++) {
      const value = this.#values[slots[i]!]!;
      if (value < 0) this.#held.release(value);
    }
  }

  read(slots: Int32Array, count: number): Column {
    if (0 < this.#held.size) this.#learnHeld(slots, count);
    return takeColumn(this.#column, slots, count);
  }

  readLater(slots: Int32Array): InPieces<Column> {
    const later = takeColumnLater(this.#column, slots);
    if (this.#held.size === 0) return later;
    const texts = new FrozenTexts(this.#dictionary, this.#held);
    return later.changed((piece) => {
      texts.number(piece.values as Int32Array);
      return { ...piece, dictionary: texts } as Column;
    });
  }

  /** Forgets all strings but those in slots that are marked in `isUsed`, once there are many more than the `used` that these are. */
  sweep(isUsed: Uint8Array, used: number): void {
    this.#canHold = used <= MOST_ROWS_HELD;
    if (!this.#canHold && 0 < this.#held.size) this.#learnAll(isUsed);
    const isFull = Math.max(DICTIONARY_LIMIT, 2 * used) < this.#dictionary.size;
    // A few rows of each dictionary would hold all of its texts.
    if (isFull || Math.max(DICTIONARY_LIMIT, 4 * used) < this.#held.size) this.#keepOnly(isUsed);
  }

  get #column(): StringColumn {
    return { type: 'string', values: this.#values, nulls: this.#nulls.marks, dictionary: this.#dictionary };
  }

  #learn({ values, nulls, dictionary }: StringColumn, rows: Int32Array, slots: Int32Array): void {
    const known = this.#known.of(dictionary);
    for (let i = 0; i < slots.length; i++) {
      // What stands behind a null need not be the number of a string.
      if (nulls !== null && nulls[rows[i]!] === 1) {
        this.#values[slots[i]!] = 0;
        continue;
      }
      const theirs = values[rows[i]!]!;
      if (known[theirs]! < 0) known[theirs] = this.#dictionary.internFrom(dictionary, theirs);
      this.#values[slots[i]!] = known[theirs]!;
    }
  }

  #learnHeld(slots: Int32Array, count: number): void {
    let last: Strings | null = null;
    let known: Int32Array = new Int32Array(0);
    for (let i = 0; i < count; i++) {
      const value = this.#values[slots[i]!]!;
      if (0 <= value) continue;
      const strings = this.#held.at(seatOf(value))!;
      if (strings !== last) known = this.#known.of(strings);
      last = strings;
      const theirs = textOf(value);
      if (known[theirs]! < 0) known[theirs] = this.#dictionary.internFrom(strings, theirs);
      this.#values[slots[i]!] = known[theirs]!;
      this.#held.release(value);
    }
  }

  #learnAll(isUsed: Uint8Array): void {
    const slots = new Int32Array(isUsed.length);
    let count = 0;
    for (let slot = 0; slot < isUsed.length; slot++) if (isUsed[slot] === 1) slots[count++] = slot;
    this.#learnHeld(slots, count);
    this.#held.clear();
  }

  // Columns given before keep the dictionary that they have.
  #keepOnly(isUsed: Uint8Array): void {
    const old = this.#dictionary;
    const nulls = this.#nulls.marks;
    this.#dictionary = new TextTable();
    this.#known.clear();
    for (let slot = 0; slot < isUsed.length; slot++) {
      const value = this.#values[slot]!;
      const hasText = isUsed[slot] === 1 && nulls?.[slot] !== 1;
      if (!hasText) this.#values[slot] = 0;
      else if (0 <= value) this.#values[slot] = this.#dictionary.internFrom(old, value);
      else this.#values[slot] = this.#dictionary.internFrom(this.#held.at(seatOf(value))!, textOf(value));
    }
    this.#held.clear();
  }
}

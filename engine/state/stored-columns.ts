import { takeColumn } from '../data/batch.ts';
import type { BooleanColumn, Column, NumberColumn, StringColumn } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import { grownBytes, grownFloat64, grownInt32 } from './arrays.ts';
import { takeColumnLater } from './gather.ts';
import type { InPieces } from './in-pieces.ts';
import { DictionaryCache } from './dictionary-cache.ts';
import { TextTable } from './text-table.ts';

/** One column of rows that are kept, by slot. */
export interface StoredColumn {
  /** Makes room for slots below `capacity`. */
  grow(capacity: number): void;
  /** Keeps the value of row `rows[i]` of `column` in slot `slots[i]`, for each of `slots`. */
  write(column: Column, rows: Int32Array, slots: Int32Array): void;
  /** The values in the first `count` of `slots`. */
  read(slots: Int32Array, count: number): Column;
  /** The same of all `slots`, made when it is written. */
  readLater(slots: Int32Array): InPieces<Column>;
}

/** An empty column of `type`. */
export function createStoredColumn(type: ColumnType): StoredColumn {
  if (type === 'string') return new StoredTexts();
  return type === 'boolean' ? new StoredBooleans() : new StoredNumbers(type);
}

class StoredNumbers implements StoredColumn {
  readonly #type: NumberColumn['type'];
  readonly #nulls = new StoredNulls();
  #values = new Float64Array(0);

  constructor(type: NumberColumn['type']) {
    this.#type = type;
  }

  grow(capacity: number): void {
    this.#values = grownFloat64(this.#values, capacity);
    this.#nulls.grow(capacity);
  }

  write({ values, nulls }: NumberColumn, rows: Int32Array, slots: Int32Array): void {
    for (let i = 0; i < slots.length; i++) this.#values[slots[i]!] = values[rows[i]!]!;
    this.#nulls.write(nulls, rows, slots);
  }

  read(slots: Int32Array, count: number): Column {
    return takeColumn(this.#column, slots, count);
  }

  readLater(slots: Int32Array): InPieces<Column> {
    return takeColumnLater(this.#column, slots);
  }

  get #column(): Column {
    return { type: this.#type, values: this.#values, nulls: this.#nulls.marks };
  }
}

class StoredBooleans implements StoredColumn {
  readonly #nulls = new StoredNulls();
  #values = new Uint8Array(0);

  grow(capacity: number): void {
    this.#values = grownBytes(this.#values, capacity);
    this.#nulls.grow(capacity);
  }

  write({ values, nulls }: BooleanColumn, rows: Int32Array, slots: Int32Array): void {
    for (let i = 0; i < slots.length; i++) this.#values[slots[i]!] = values[rows[i]!]!;
    this.#nulls.write(nulls, rows, slots);
  }

  read(slots: Int32Array, count: number): Column {
    return takeColumn(this.#column, slots, count);
  }

  readLater(slots: Int32Array): InPieces<Column> {
    return takeColumnLater(this.#column, slots);
  }

  get #column(): Column {
    return { type: 'boolean', values: this.#values, nulls: this.#nulls.marks };
  }
}

/** Strings, as numbers in a dictionary of our own. */
export class StoredTexts implements StoredColumn {
  readonly #nulls = new StoredNulls();
  readonly #known = new DictionaryCache();
  #values = new Int32Array(0);
  #dictionary = new TextTable();

  /** How many distinct strings are remembered. */
  get size(): number {
    return this.#dictionary.size;
  }

  grow(capacity: number): void {
    this.#values = grownInt32(this.#values, capacity);
    this.#nulls.grow(capacity);
  }

  write({ values, nulls, dictionary }: StringColumn, rows: Int32Array, slots: Int32Array): void {
    const known = this.#known.of(dictionary);
    for (let i = 0; i < slots.length; i++) {
      // What stands behind a null need not be the number of a string.
      if (nulls !== null && nulls[rows[i]!] === 1) continue;
      const theirs = values[rows[i]!]!;
      if (known[theirs]! < 0) known[theirs] = this.#dictionary.internFrom(dictionary, theirs);
      this.#values[slots[i]!] = known[theirs]!;
    }
    this.#nulls.write(nulls, rows, slots);
  }

  read(slots: Int32Array, count: number): Column {
    return takeColumn(this.#column, slots, count);
  }

  readLater(slots: Int32Array): InPieces<Column> {
    return takeColumnLater(this.#column, slots);
  }

  get #column(): Column {
    return { type: 'string', values: this.#values, nulls: this.#nulls.marks, dictionary: this.#dictionary };
  }

  /** Forgets all strings but those in slots that are marked in `isUsed`. Columns given before keep the dictionary that they have. */
  keepOnly(isUsed: Uint8Array): void {
    const old = this.#dictionary;
    const nulls = this.#nulls.marks;
    this.#dictionary = new TextTable();
    this.#known.clear();
    for (let slot = 0; slot < isUsed.length; slot++) {
      const hasText = isUsed[slot] === 1 && nulls?.[slot] !== 1;
      this.#values[slot] = hasText ? this.#dictionary.internFrom(old, this.#values[slot]!) : 0;
    }
  }
}

/** Which slots hold a null. */
class StoredNulls {
  /** 1 for a null; null as long as there was none. */
  marks: Uint8Array | null = null;
  #capacity = 0;

  grow(capacity: number): void {
    this.#capacity = capacity;
    if (this.marks !== null) this.marks = grownBytes(this.marks, capacity);
  }

  write(nulls: Uint8Array | null, rows: Int32Array, slots: Int32Array): void {
    if (nulls === null && this.marks === null) return;
    this.marks ??= new Uint8Array(this.#capacity);
    const { marks } = this;
    for (let i = 0; i < slots.length; i++) marks[slots[i]!] = nulls === null ? 0 : nulls[rows[i]!]!;
  }
}

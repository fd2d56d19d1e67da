import { takeColumn } from '../data/batch.ts';
import type { BooleanColumn, Column, NumberColumn } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import { grownBytes, grownFloat64 } from './arrays.ts';
import { takeColumnLater } from './gather.ts';
import type { InPieces } from './in-pieces.ts';
import { StoredNulls } from './stored-nulls.ts';
import { StoredTexts } from './stored-texts.ts';

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

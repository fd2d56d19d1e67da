import type { Batch, Origin } from './batch.ts';
import type { Column } from './column.ts';
import { allocateValues } from './column.ts';
import { Dictionary, DICTIONARY_LIMIT } from './dictionary.ts';
import type { ColumnType, Schema, Value } from './types.ts';

/** Collects the values of one column, row by row. The typed methods are for hot loops, `append` for everything else. */
export class ColumnBuilder {
  readonly type: ColumnType;
  #values: Float64Array | Uint8Array | Int32Array;
  #nulls: Uint8Array | null = null;
  #dictionary = new Dictionary();
  #length = 0;

  constructor(type: ColumnType, capacity: number) {
    this.type = type;
    this.#values = allocateValues(type, capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Where the strings of the column that is being built are; `appendNumber` takes their numbers. `take` may start another. */
  get dictionary(): Dictionary {
    return this.#dictionary;
  }

  append(value: Value): void {
    if (value === null) this.appendNull();
    else if (typeof value === 'string') this.appendString(value);
    else this.appendNumber(Number(value));
  }

  /** A double, bigint or timestamp, or 1 and 0 for true and false. */
  appendNumber(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length++] = value;
  }

  appendString(text: string): void {
    this.appendNumber(this.#dictionary.intern(text));
  }

  appendNull(): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#nulls ??= new Uint8Array(this.#values.length);
    this.#nulls[this.#length++] = 1;
  }

  /** Forgets the rows from `length` on: the way back when a later column of a row turns out to be unreadable. */
  truncate(length: number): void {
    this.#nulls?.fill(0, length, this.#length);
    this.#length = length;
  }

  /** The column so far; the builder starts anew. Strings keep their numbers from one column to the next. */
  take(): Column {
    const values = allocateValues(this.type, Math.max(16, this.#length));
    const column = this.lend();
    this.#values = values;
    return column;
  }

  /** The same in arrays that are those of the next column, for who does not look at this one any more by then. */
  lend(): Column {
    const column = {
      type: this.type,
      values: this.#values,
      nulls: this.#nulls,
      ...(this.type === 'string' && { dictionary: this.#dictionary }),
    } as Column;
    this.#nulls = null;
    this.#length = 0;
    if (DICTIONARY_LIMIT <= this.#dictionary.size) this.#dictionary = new Dictionary();
    return column;
  }

  #grow(): void {
    const values = allocateValues(this.type, Math.max(16, this.#values.length * 2));
    values.set(this.#values);
    if (this.#nulls) {
      const nulls = new Uint8Array(values.length);
      nulls.set(this.#nulls);
      this.#nulls = nulls;
    }
    this.#values = values;
  }
}

/** Collects rows into a batch. The caller appends one value to each of `columns`, then counts the row with `endRow`. */
export class BatchBuilder {
  readonly schema: Schema;
  readonly columns: readonly ColumnBuilder[];
  #length = 0;

  constructor(schema: Schema, capacity = 1024) {
    this.schema = schema;
    this.columns = schema.map((field) => new ColumnBuilder(field.type, capacity));
  }

  get length(): number {
    return this.#length;
  }

  endRow(): void {
    this.#length++;
  }

  /** Takes back what was appended since the last `endRow`. */
  abandonRow(): void {
    for (const column of this.columns) column.truncate(this.#length);
  }

  /** Appends a whole row, given in the order of the schema. */
  appendRow(values: readonly Value[]): void {
    for (let i = 0; i < values.length; i++) this.columns[i]!.append(values[i]!);
    this.#length++;
  }

  /** The rows so far as a batch without event time; the builder starts anew. */
  take(origin: Origin | null = null): Batch {
    const length = this.#length;
    this.#length = 0;
    return {
      schema: this.schema,
      length,
      columns: this.columns.map((column) => column.take()),
      eventTimes: null,
      watermarksBefore: -Infinity,
      watermark: -Infinity,
      origin,
    };
  }
}

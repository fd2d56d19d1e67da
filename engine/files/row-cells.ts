import type { BatchBuilder } from '../data/batch-builder.ts';
import type { ColumnType } from '../data/types.ts';
import { BIGINT_MAX } from '../data/types.ts';
import { parseTimestamp } from '../data/timestamps.ts';
import { withoutTime } from '../time/without-time.ts';
import { StringInterner } from './string-interner.ts';

/** Characters of a value that a reason shows. */
const SHOWN_LENGTH = 100;

/** A column of a file, as far as the reading of its values goes. */
export interface CellColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * The values of the row that is being read, by column; they go to the batch together, once the whole row is understood.
 * A reason for a rejected row (contract, section 7) is what a `set` gives that is not null.
 */
export class RowCells {
  readonly columns: readonly CellColumn[];
  readonly #builder: BatchBuilder;
  readonly #isSet: Uint8Array;
  /** Numbers, 0 and 1 for booleans, and numbers of strings. */
  readonly #values: Float64Array;
  readonly #interners: readonly StringInterner[];
  /** The column that has the rows' event time, or -1. */
  readonly #time: number;

  constructor(columns: readonly CellColumn[], builder: BatchBuilder, eventTime?: string) {
    this.columns = columns;
    this.#builder = builder;
    this.#isSet = new Uint8Array(columns.length);
    this.#values = new Float64Array(columns.length);
    this.#interners = columns.map(() => new StringInterner());
    this.#time = columns.findIndex(({ name }) => name === eventTime);
  }

  /** Makes every cell null. */
  clear(): void {
    this.#isSet.fill(0);
  }

  /** Appends the row to the batch, or gives the reason why it is rejected: it has no event time. */
  append(): string | null {
    if (this.#time !== -1 && this.#isSet[this.#time] === 0) return withoutTime(this.columns[this.#time]!.name);
    const { columns } = this.#builder;
    for (let c = 0; c < columns.length; c++) {
      if (this.#isSet[c] === 1) columns[c]!.appendNumber(this.#values[c]!);
      else columns[c]!.appendNull();
    }
    this.#builder.endRow();
    return null;
  }

  setNull(c: number): void {
    this.#isSet[c] = 0;
  }

  /** A number that the column's type holds, or 1 and 0 for true and false. */
  setValue(c: number, value: number): void {
    this.#isSet[c] = 1;
    this.#values[c] = value;
  }

  /** False where the bytes are not UTF-8. */
  setBytes(c: number, bytes: Buffer, range: { readonly start: number; readonly end: number }): boolean {
    const id = this.#interners[c]!.intern(bytes, range.start, range.end, this.#builder.columns[c]!.dictionary);
    this.setValue(c, id);
    return id !== -1;
  }

  setText(c: number, text: string): void {
    this.setValue(c, this.#builder.columns[c]!.dictionary.intern(text));
  }

  /** A number for a numeric column or a timestamp; NaN and infinities are null in a column of doubles. */
  setNumber(c: number, value: number): string | null {
    const { name, type } = this.columns[c]!;
    if (type === 'double' && !Number.isFinite(value)) this.setNull(c);
    else if (type === 'bigint' && BIGINT_MAX < Math.abs(value)) {
      return `column "${name}": ${value} is beyond ±(2^53 − 1), where whole numbers are no longer exact`;
    } else if (type !== 'double' && !Number.isInteger(value)) {
      return notWhole({ name, type }, String(value));
    } else if (type === 'timestamp' && 8.64e15 < Math.abs(value)) {
      return `column "${name}": ${value} ms is no time that exists`;
    } else this.setValue(c, value);
    return null;
  }

  /** A timestamp in ISO 8601. */
  setTime(c: number, text: string): string | null {
    const time = parseTimestamp(text);
    if (time === null) {
      return `column "${this.columns[c]!.name}": expected a timestamp like 2026-11-22T20:04:08Z, found ${shown(text)}`;
    }
    this.setValue(c, time);
    return null;
  }
}

/** `column "n": expected a whole number, found 1.5`. */
export function notWhole({ name, type }: CellColumn, found: string): string {
  return `column "${name}": expected ${type === 'bigint' ? 'a whole number' : 'whole milliseconds'}, found ${found}`;
}

/** `column "value": expected double, found string "abc"`. */
export function wrongType({ name, type }: CellColumn, found: unknown): string {
  return `column "${name}": expected ${type}, found ${describeValue(found)}`;
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `an array ${shown(value)}`;
  return typeof value === 'object' ? `an object ${shown(value)}` : `${typeof value} ${shown(value)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return SHOWN_LENGTH < text.length ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

import type { BatchBuilder } from '../data/batch-builder.ts';
import type { FileColumn } from '../document/plan.ts';
import { readJsonRow } from './json-row.ts';
import { NumberScanner } from './number-scanner.ts';
import { RowCells } from './row-cells.ts';
import type { RowFramer } from './row-framer.ts';
import type { RowFormat, RowParser } from './row-parser.ts';
import { decodeUtf8 } from './string-interner.ts';
import { scanTime, TIME_LENGTH } from './time-scanner.ts';

/** A row as it was read: `bytes[start]` … `bytes[end - 1]`. */
export type RowBytes = Pick<RowFramer, 'bytes' | 'start' | 'end'>;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const LOWER_N = 110;
const OPEN = 123;
const CLOSE = 125;

const NULL = Buffer.from('null');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/**
 * Reads NDJSON rows. The fast way goes over the bytes once and makes no objects; a row that it does not understand at once
 * (escapes, nested values, odd times, anything wrong) is read again by `JSON.parse`, which also tells what is wrong. The fast
 * way refuses whatever `JSON.parse` would read differently, so both agree.
 */
export class NdjsonDecoder implements RowParser {
  readonly #columns: readonly FileColumn[];
  readonly #cells: RowCells;
  readonly #number = new NumberScanner();
  readonly #names: readonly Buffer[];
  /** `"name":` of each column, as rows most often have it. */
  readonly #keys: readonly Buffer[];
  readonly #isFlat: boolean;
  #bytes: Buffer = NULL;
  #at = 0;
  #end = 0;
  /** The column whose key is expected next: rows have their fields in the same order. */
  #expected = 0;

  constructor({ columns, eventTime }: Pick<RowFormat, 'columns' | 'eventTime'>, builder: BatchBuilder) {
    this.#columns = columns;
    this.#cells = new RowCells(columns, builder, eventTime?.column);
    this.#names = columns.map(({ from }) => Buffer.from(from));
    this.#keys = columns.map(({ from }) => Buffer.from(`${JSON.stringify(from)}:`));
    this.#isFlat =
      columns.every(({ from }) => !from.includes('.')) &&
      new Set(columns.map(({ from }) => from)).size === columns.length;
  }

  parse(row: RowBytes): string | null {
    this.#bytes = row.bytes;
    this.#at = row.start;
    this.#end = row.end;
    this.#skipBlanks();
    if (this.#at === this.#end) return null;
    this.#cells.clear();
    const reason = this.#isFlat && this.#readObject() ? null : this.#readSlowly(row);
    return reason ?? this.#cells.append();
  }

  #readSlowly({ bytes, start, end }: RowBytes): string | null {
    const text = decodeUtf8(bytes, start, end);
    if (text === null) return 'not UTF-8';
    this.#cells.clear();
    return readJsonRow(text, this.#columns, this.#cells);
  }

  #readObject(): boolean {
    if (this.#bytes[this.#at] !== OPEN) return false;
    this.#at++;
    this.#expected = 0;
    do {
      const column = this.#readKey();
      if (column === -2) return false;
      this.#skipBlanks();
      if (!(column === -1 ? this.#skipValue() : this.#readValue(column))) return false;
      this.#skipBlanks();
    } while (this.#take(COMMA));
    if (!this.#take(CLOSE)) return false;
    this.#skipBlanks();
    return this.#at === this.#end;
  }

  /** The column that the key names, -1 for a field that is none, -2 for what is not understood. */
  #readKey(): number {
    const expected = this.#expected;
    if (expected < this.#keys.length && this.#startsWith(this.#keys[expected]!)) {
      this.#at += this.#keys[expected]!.length;
      this.#expected++;
      return expected;
    }
    this.#skipBlanks();
    const start = this.#at + 1;
    if (!this.#skipString()) return -2;
    const column = this.#columnNamed(start, this.#at - 1);
    if (column === -1 && !this.#isAscii(start)) return -2;
    this.#expected = column + 1;
    this.#skipBlanks();
    return this.#take(COLON) ? column : -2;
  }

  #columnNamed(start: number, end: number): number {
    for (let c = 0; c < this.#names.length; c++) {
      const name = this.#names[c]!;
      if (name.length === end - start && name.compare(this.#bytes, start, end) === 0) return c;
    }
    return -1;
  }

  #readValue(c: number): boolean {
    const first = this.#bytes[this.#at];
    if (first === LOWER_N) {
      this.#cells.setNull(c);
      return this.#takeWord(NULL);
    }
    switch (this.#columns[c]!.type) {
      case 'string':
        return this.#readString(c);
      case 'boolean':
        return this.#readBoolean(c);
      case 'timestamp':
        return first === QUOTE ? this.#readTime(c) : this.#readNumber(c);
      default:
        return this.#readNumber(c);
    }
  }

  #readNumber(c: number): boolean {
    const number = this.#number;
    if (!number.scan(this.#bytes, this.#at, this.#end)) return false;
    this.#at = number.at;
    if (number.isRounded && this.#columns[c]!.type !== 'double') return false;
    return this.#cells.setNumber(c, number.value) === null;
  }

  #readString(c: number): boolean {
    const start = this.#at + 1;
    return this.#skipString() && this.#cells.setBytes(c, this.#bytes, { start, end: this.#at - 1 });
  }

  #readTime(c: number): boolean {
    const start = this.#at + 1;
    if (!this.#skipString() || this.#at - 1 - start !== TIME_LENGTH) return false;
    const time = scanTime(this.#bytes, start);
    this.#cells.setValue(c, time);
    return !Number.isNaN(time);
  }

  #readBoolean(c: number): boolean {
    const isTrue = this.#takeWord(TRUE);
    this.#cells.setValue(c, isTrue ? 1 : 0);
    return isTrue || this.#takeWord(FALSE);
  }

  /** Passes over a value of an unknown field; not over objects and arrays. */
  #skipValue(): boolean {
    const start = this.#at;
    if (this.#bytes[start] === QUOTE) return this.#skipString() && this.#isAscii(start);
    if (this.#takeWord(NULL) || this.#takeWord(TRUE) || this.#takeWord(FALSE)) return true;
    if (!this.#number.scan(this.#bytes, start, this.#end)) return false;
    this.#at = this.#number.at;
    return true;
  }

  /** Bytes that are not UTF-8 reject the row wherever they are, also in a field that nobody reads. */
  #isAscii(start: number): boolean {
    for (let i = start; i < this.#at; i++) if (0x7f < this.#bytes[i]!) return false;
    return true;
  }

  /** Passes over a string without escapes. */
  #skipString(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    if (this.#end <= at || bytes[at] !== QUOTE) return false;
    for (at++; at < this.#end; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.#at = at + 1;
        return true;
      }
      if (byte === BACKSLASH || byte < 0x20) return false;
    }
    return false;
  }

  #skipBlanks(): void {
    while (this.#at < this.#end) {
      const byte = this.#bytes[this.#at];
      if (byte !== 32 && byte !== 9 && byte !== 13) return;
      this.#at++;
    }
  }

  #take(byte: number): boolean {
    if (this.#at === this.#end || this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  #takeWord(word: Buffer): boolean {
    if (!this.#startsWith(word)) return false;
    this.#at += word.length;
    return true;
  }

  #startsWith(word: Buffer): boolean {
    if (this.#end - this.#at < word.length) return false;
    const bytes = this.#bytes;
    for (let i = 0, at = this.#at; i < word.length; i++, at++) if (bytes[at] !== word[i]) return false;
    return true;
  }
}

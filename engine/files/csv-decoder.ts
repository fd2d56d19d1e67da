import type { BatchBuilder } from '../data/batch-builder.ts';
import type { FileColumn } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import { NumberScanner } from './number-scanner.ts';
import { notWhole, RowCells, wrongType } from './row-cells.ts';
import type { RowFramer } from './row-framer.ts';
import type { RowFormat, RowParser } from './row-parser.ts';
import { CsvFields } from './csv-fields.ts';
import { decodeUtf8 } from './string-interner.ts';
import { scanTime, TIME_LENGTH } from './time-scanner.ts';

const SPACE = 32;
const TAB = 9;

/** How doubles say what no number is; read as null. */
const NOT_A_NUMBER = /^(?:NaN|[+-]?Infinity)$/;

/**
 * Reads CSV rows (RFC 4180). An empty field without quotes is null, `""` is an empty string; numbers, times and booleans may
 * have blanks around them. With one column only, a blank line is a row with a null; with more it is passed over.
 */
export class CsvDecoder implements RowParser {
  readonly #columns: readonly FileColumn[];
  readonly #cells: RowCells;
  readonly #fields: CsvFields;
  readonly #number = new NumberScanner();
  /** The column that each field of a row goes to, or -1. */
  #targets: Int32Array;

  constructor({ columns, csv, eventTime }: RowFormat, builder: BatchBuilder) {
    this.#columns = columns;
    this.#cells = new RowCells(columns, builder, eventTime?.column);
    this.#fields = new CsvFields(csv.delimiter.charCodeAt(0));
    this.#targets = Int32Array.from(columns, (_, c) => c);
  }

  /** Takes the framer's row for the header: from now on fields go to the columns by name. Throws a Fault that names `file`. */
  readHeader(row: RowFramer, file: string): void {
    const fields = this.#fields;
    const reason = this.#split(row);
    if (reason !== null) throw wrongHeader(`${file}: cannot read the header row: ${reason}`);
    const names = Array.from({ length: fields.count }, (_, f) => fields.text(row.bytes, f) ?? '');
    const places = this.#columns.map(({ from }) => {
      const place = names.indexOf(from);
      if (place !== -1) return place;
      throw wrongHeader(
        `${file}: no column "${from}" in the header row (${shown(names)}); correct the schema, or give it "from"`,
      );
    });
    this.#targets = new Int32Array(names.length).fill(-1);
    // Two columns may come from one field: the later ones are looked up here.
    places.forEach((place, c) => (this.#targets[place] = this.#targets[place] === -1 ? c : this.#targets[place]!));
    this.#shared = places.flatMap((place, c) => (this.#targets[place] === c ? [] : [{ field: place, column: c }]));
  }

  #shared: readonly { readonly field: number; readonly column: number }[] = [];

  parse(row: RowFramer): string | null {
    if (row.start === row.end && this.#targets.length !== 1) return null;
    const fields = this.#fields;
    const broken = this.#split(row);
    if (broken !== null) return broken;
    if (fields.count !== this.#targets.length) {
      return `expected ${this.#targets.length} fields, found ${fields.count}`;
    }
    this.#cells.clear();
    for (let f = 0; f < fields.count; f++) {
      const column = this.#targets[f]!;
      const reason = column === -1 ? null : this.#readField(row.bytes, f, column);
      if (reason !== null) return reason;
    }
    for (const { field, column } of this.#shared) {
      const reason = this.#readField(row.bytes, field, column);
      if (reason !== null) return reason;
    }
    return this.#cells.append();
  }

  /** Why the row has no fields. */
  #split(row: RowFramer): string | null {
    return row.isUnclosed ? 'a quoted field is not closed' : this.#fields.split(row);
  }

  #readField(bytes: Buffer, f: number, c: number): string | null {
    const { starts, ends, quoted } = this.#fields;
    let start = starts[f]!;
    let end = ends[f]!;
    if (start === end && quoted[f] === 0) return null;
    if (this.#columns[c]!.type === 'string') return this.#readString(bytes, f, c);
    while (start < end && isBlank(bytes[start]!)) start++;
    while (start < end && isBlank(bytes[end - 1]!)) end--;
    return this.#readTrimmed(bytes, start, end, c);
  }

  #readTrimmed(bytes: Buffer, start: number, end: number, c: number): string | null {
    const { type } = this.#columns[c]!;
    if (type === 'boolean') return this.#readBoolean(c, bytes.toString('latin1', start, end));
    if (type === 'timestamp' && this.#readTime(bytes, start, end, c)) return null;
    const isNumber = this.#number.scan(bytes, start, end) && this.#number.at === end;
    if (isNumber && this.#number.isRounded && type !== 'double')
      return notWhole(this.#columns[c]!, bytes.toString('latin1', start, end));
    return isNumber ? this.#cells.setNumber(c, this.#number.value) : this.#readOther(c, decodeUtf8(bytes, start, end));
  }

  /** Whether it is a time as it is written here; others are read as text. */
  #readTime(bytes: Buffer, start: number, end: number, c: number): boolean {
    if (end - start !== TIME_LENGTH) return false;
    const time = scanTime(bytes, start);
    this.#cells.setValue(c, time);
    return !Number.isNaN(time);
  }

  #readString(bytes: Buffer, f: number, c: number): string | null {
    const { starts, ends, doubled } = this.#fields;
    if (doubled[f] === 0) {
      return this.#cells.setBytes(c, bytes, { start: starts[f]!, end: ends[f]! }) ? null : this.#notUtf8(c);
    }
    const text = this.#fields.text(bytes, f);
    if (text === null) return this.#notUtf8(c);
    this.#cells.setText(c, text);
    return null;
  }

  #readBoolean(c: number, text: string): string | null {
    if (text !== 'true' && text !== 'false') return wrongType(this.#columns[c]!, text);
    this.#cells.setValue(c, text === 'true' ? 1 : 0);
    return null;
  }

  #readOther(c: number, text: string | null): string | null {
    const column = this.#columns[c]!;
    if (text === null) return this.#notUtf8(c);
    if (column.type === 'timestamp') return this.#cells.setTime(c, text);
    if (column.type !== 'double' || !NOT_A_NUMBER.test(text)) return wrongType(column, text);
    this.#cells.setNull(c);
    return null;
  }

  #notUtf8(c: number): string {
    return `column "${this.#columns[c]!.name}": not UTF-8`;
  }
}

/** Names that a message lists, and how much of each. */
const NAMES_SHOWN = 20;
const NAME_LENGTH = 40;

/** `names` as a message lists them: a file that is none may have millions. */
function shown(names: readonly string[]): string {
  const first = names.slice(0, NAMES_SHOWN).map((name) => {
    return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1)}…`;
  });
  return names.length <= NAMES_SHOWN ? first.join(', ') : `${first.join(', ')}, …`;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

// Reading the file again finds the same header.
function wrongHeader(message: string): Fault {
  return new Fault('source-failed', message, { isPermanent: true });
}

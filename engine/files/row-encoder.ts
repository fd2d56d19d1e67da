import type { Batch } from '../data/batch.ts';
import type { Strings } from '../data/dictionary.ts';
import type { ColumnType, Schema } from '../data/types.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import { writeDouble, writeInteger } from './number-text.ts';
import { RenderedStrings } from './rendered-strings.ts';
import { TimestampText } from './timestamp-text.ts';

/** What a text format writes around and for the values. */
export interface RowLayout {
  /** What stands before the value of each column. */
  readonly before: readonly string[];
  readonly rowEnd: string;
  readonly null: string;
  /** What stands on both sides of a timestamp. */
  readonly timeQuote: string;
  /** A string as it stands in the file. */
  readonly renderString: (text: string) => string;
}

/** Turns rows into bytes. */
export interface RowEncoder {
  /** What a file begins with, before its first row. */
  readonly header: Uint8Array;
  /** About how many bytes of rows are held back, without compression: `encode` has not appended them yet. */
  readonly heldBytes: number;
  /** Appends every row of `batch`, whose schema is the encoder's; a format of groups of rows appends them once a group is whole. */
  encode(batch: Batch, into: ByteBuffer): void;
  /** Ends a file: appends what is held back, and what makes the file readable. */
  finish(into: ByteBuffer): void;
}

// Numbers, not the names of the types: the loop over the cells switches on them.
const DOUBLE = 0;
const BIGINT = 1;
const TIMESTAMP = 2;
const BOOLEAN = 3;
const STRING = 4;
const KINDS: Readonly<Record<ColumnType, number>> = {
  double: DOUBLE,
  bigint: BIGINT,
  timestamp: TIMESTAMP,
  boolean: BOOLEAN,
  string: STRING,
};

const utf8 = new TextEncoder();
const NO_NUMBERS = new Float64Array(0);
const NO_BOOLEANS = new Uint8Array(0);
const NO_STRINGS = new Int32Array(0);

/**
 * Writes the cells of a batch row by row, in a given layout. Digits and strings go straight into the bytes: a
 * `JSON.stringify` of each row takes about twice as long (test/bench/formats.ts).
 */
export class CellWriter {
  readonly #kinds: Uint8Array;
  readonly #before: readonly Uint8Array[];
  readonly #rowEnd: Uint8Array;
  readonly #layout: RowLayout;
  readonly #time = new TimestampText();
  readonly #rendered = new WeakMap<Strings, RenderedStrings>();
  // One list for each kind of array, so that every place that reads a cell sees arrays of one kind only.
  readonly #numbers: Float64Array[];
  readonly #booleans: Uint8Array[];
  readonly #strings: Int32Array[];
  readonly #texts: (RenderedStrings | null)[];
  readonly #nulls: (Uint8Array | null)[];

  constructor(schema: Schema, layout: RowLayout) {
    this.#kinds = Uint8Array.from(schema, ({ type }) => KINDS[type]);
    this.#before = layout.before.map((text) => utf8.encode(text));
    this.#rowEnd = utf8.encode(layout.rowEnd);
    this.#layout = layout;
    this.#numbers = schema.map(() => NO_NUMBERS);
    this.#booleans = schema.map(() => NO_BOOLEANS);
    this.#strings = schema.map(() => NO_STRINGS);
    this.#texts = schema.map(() => null);
    this.#nulls = schema.map(() => null);
  }

  /** Appends every row of `batch`. */
  write(batch: Batch, into: ByteBuffer): void {
    this.#bind(batch);
    const columns = this.#kinds.length;
    const rowEnd = this.#rowEnd;
    for (let row = 0; row < batch.length; row++) {
      for (let c = 0; c < columns; c++) {
        const before = this.#before[c]!;
        into.writeBytes(before, 0, before.length);
        const nulls = this.#nulls[c]!;
        if (nulls !== null && nulls[row] === 1) into.writeAscii(this.#layout.null);
        else this.#writeValue(c, row, into);
      }
      into.writeBytes(rowEnd, 0, rowEnd.length);
    }
  }

  #bind(batch: Batch): void {
    batch.columns.forEach((column, c) => {
      this.#nulls[c] = column.nulls;
      if (column.type === 'boolean') this.#booleans[c] = column.values;
      else if (column.type === 'string') {
        this.#strings[c] = column.values;
        this.#texts[c] = this.#renderedOf(column.dictionary);
      } else this.#numbers[c] = column.values;
    });
  }

  #renderedOf(dictionary: Strings): RenderedStrings {
    let rendered = this.#rendered.get(dictionary);
    if (!rendered) {
      rendered = new RenderedStrings(dictionary, this.#layout.renderString);
      this.#rendered.set(dictionary, rendered);
    }
    return rendered;
  }

  #writeValue(c: number, row: number, into: ByteBuffer): void {
    switch (this.#kinds[c]) {
      case DOUBLE:
        writeDouble(into, this.#numbers[c]![row]!);
        break;
      case BIGINT:
        writeInteger(into, this.#numbers[c]![row]!);
        break;
      case TIMESTAMP:
        into.writeAscii(this.#layout.timeQuote);
        this.#time.write(into, this.#numbers[c]![row]!);
        into.writeAscii(this.#layout.timeQuote);
        break;
      case BOOLEAN:
        into.writeAscii(this.#booleans[c]![row] === 1 ? 'true' : 'false');
        break;
      default:
        this.#texts[c]!.write(this.#strings[c]![row]!, into);
    }
  }
}

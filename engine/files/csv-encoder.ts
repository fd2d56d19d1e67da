import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import type { RowEncoder } from './row-encoder.ts';
import { CellWriter } from './row-encoder.ts';

/**
 * Writes rows as CSV (RFC 4180, but with LF line ends): a header row of the column names, quotes only where they are needed.
 * A null is an empty field, an empty string is `""`. Half a surrogate pair becomes U+FFFD: UTF-8 cannot say it.
 */
export class CsvEncoder implements RowEncoder {
  readonly header: Uint8Array;
  readonly heldBytes = 0;
  readonly #cells: CellWriter;

  constructor(schema: Schema, delimiter = ',') {
    const render = (text: string): string => quoteCsv(text, delimiter);
    this.header = new TextEncoder().encode(`${schema.map(({ name }) => render(name)).join(delimiter)}\n`);
    this.#cells = new CellWriter(schema, {
      before: schema.map((_, c) => (c === 0 ? '' : delimiter)),
      rowEnd: '\n',
      null: '',
      timeQuote: '',
      renderString: render,
    });
  }

  encode(batch: Batch, into: ByteBuffer): void {
    this.#cells.write(batch, into);
  }

  finish(): void {
    // A file of lines has no end.
  }
}

/** `text` as a CSV field: quoted where it is empty, or has quotes, delimiters or line ends in it. */
function quoteCsv(text: string, delimiter: string): string {
  // A byte order mark at the very start of a file would be taken for one.
  const isPlain = text !== '' && !/["\r\n]/.test(text) && !text.includes(delimiter) && !text.startsWith('\uFEFF');
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

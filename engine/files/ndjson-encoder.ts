import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import type { RowEncoder } from './row-encoder.ts';
import { CellWriter } from './row-encoder.ts';

/**
 * Writes rows as NDJSON: one JSON object a line, the columns in the order of the schema, byte for byte as `JSON.stringify`
 * prints them. A null is written as `null`, so that every line has every column; reading takes a missing field for null too.
 */
export class NdjsonEncoder implements RowEncoder {
  readonly header = new Uint8Array(0);
  readonly heldBytes = 0;
  readonly #cells: CellWriter;

  constructor(schema: Schema) {
    this.#cells = new CellWriter(schema, {
      before: schema.map(({ name }, c) => `${c === 0 ? '{' : ','}${JSON.stringify(name)}:`),
      rowEnd: schema.length === 0 ? '{}\n' : '}\n',
      null: 'null',
      timeQuote: '"',
      renderString: (text) => JSON.stringify(text),
    });
  }

  encode(batch: Batch, into: ByteBuffer): void {
    this.#cells.write(batch, into);
  }

  finish(): void {
    // A file of lines has no end.
  }
}

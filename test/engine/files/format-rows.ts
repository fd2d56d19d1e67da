import * as fc from 'fast-check';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { ColumnType, Schema, Value } from '../../../engine/data/types.ts';
import type { FileColumn } from '../../../engine/document/plan.ts';
import { ByteBuffer } from '../../../engine/files/byte-buffer.ts';
import type { RowEncoder } from '../../../engine/files/row-encoder.ts';
import { RowReader } from '../../../engine/files/row-reader.ts';
import type { RowFormat } from '../../../engine/files/row-parser.ts';
import type { RejectedRow } from '../../../engine/sources/source.ts';

/** One column of each type. */
export const ALL_TYPES: Schema = [
  { name: 'text', type: 'string' },
  { name: 'number', type: 'double' },
  { name: 'whole', type: 'bigint' },
  { name: 'yes', type: 'boolean' },
  { name: 'at "it"', type: 'timestamp' },
];

/** What reading gave: rows, the line of each, and the rejected ones. */
export interface ReadRows {
  readonly rows: Row[];
  readonly lines: number[];
  readonly rejected: RejectedRow[];
}

export function fileColumns(schema: Schema): FileColumn[] {
  return schema.map((field) => ({ ...field, from: field.name }));
}

export function ndjson(columns: readonly FileColumn[]): RowFormat {
  return { format: 'ndjson', columns, csv: { delimiter: ',', header: true } };
}

export function csv(columns: readonly FileColumn[], options: { delimiter?: string; header?: boolean } = {}): RowFormat {
  return { format: 'csv', columns, csv: { delimiter: ',', header: true, ...options } };
}

/** Reads bytes that come in pieces of `pieceSize`, in batches of `batchSize` rows. */
export function readPieces(format: RowFormat, bytes: Uint8Array, pieceSize = 1 << 20, batchSize = 3): ReadRows {
  const result: ReadRows = { rows: [], lines: [], rejected: [] };
  const reader = new RowReader(format, batchSize, (row) => result.rejected.push(row));
  const drain = (): void => {
    for (let isFull = true; isFull;) {
      isFull = reader.read();
      const batch = reader.take();
      result.rows.push(...toRows(batch));
      result.lines.push(...batch.origin!.lines.subarray(0, batch.length));
    }
  };
  reader.startFile('in');
  for (let at = 0; at < bytes.length; at += pieceSize) {
    reader.push(Buffer.from(bytes.slice(at, at + pieceSize)));
    drain();
  }
  reader.finish();
  drain();
  return result;
}

/** What an encoder makes of rows, with its header. */
export function encodeRows(encoder: RowEncoder, schema: Schema, rows: readonly Row[]): Uint8Array {
  const into = new ByteBuffer(16);
  into.writeBytes(encoder.header, 0, encoder.header.length);
  encoder.encode(fromRows(schema, rows), into);
  return into.take();
}

const VALUES: Readonly<Record<ColumnType, (unit: 'binary' | 'grapheme') => fc.Arbitrary<Value>>> = {
  string: (unit) =>
    fc.oneof(
      fc.string({ unit }),
      fc.constantFrom(
        '',
        ' ',
        '"',
        '""',
        ',',
        '\n',
        '\r\n',
        '\\',
        '\u2028',
        '\uFEFF',
        'NaN',
        'null',
        'a"b',
        '\ud83d\ude00',
      ),
    ),
  double: () =>
    fc
      .oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1000 + 0),
        fc.constantFrom(0.1, 1e21, 1e-7, 1e-6, 0.000001234567, 5e-324, 123456789.123456, -0.5),
      )
      .map((value) => (value === 0 ? 0 : value)),
  bigint: () =>
    fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20, max: 20 })).map((value) => (value === 0 ? 0 : value)),
  boolean: () => fc.boolean(),
  timestamp: () =>
    fc.oneof(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.integer({ min: 0, max: 4e12 })).map((value) => value + 0),
};

/** Rows of a schema, of which some values are null. */
export function rowsOf(schema: Schema, unit: 'binary' | 'grapheme' = 'binary'): fc.Arbitrary<Row[]> {
  const fields = schema.map(({ name, type }) => [name, fc.option(VALUES[type](unit), { freq: 5 })] as const);
  return fc.array(fc.record(Object.fromEntries(fields)), { maxLength: 20 });
}

import * as fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { ByteBuffer } from '../../../engine/files/byte-buffer.ts';
import { ParquetEncoder } from '../../../engine/files/parquet-encoder.ts';
import { ALL_TYPES, rowsOf } from './format-rows.ts';

/** A closed part of `batches`, as it is in a file. */
function partOf(encoder: ParquetEncoder, schema: Schema, batches: readonly (readonly Row[])[]): ArrayBuffer {
  const into = new ByteBuffer(16);
  into.writeBytes(encoder.header, 0, encoder.header.length);
  for (const rows of batches) encoder.encode(fromRows(schema, rows), into);
  encoder.finish(into);
  return new Uint8Array(into.take()).buffer;
}

/** What another reader finds in it. */
async function readPart(file: ArrayBuffer, schema: Schema): Promise<Row[]> {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const parsers = { stringFromBytes: (bytes?: Uint8Array) => bytes && utf8.decode(bytes) };
  const rows = await parquetReadObjects({ file, parsers });
  return rows.map((row) =>
    Object.fromEntries(
      schema.map(({ name }) => {
        const value: unknown = row[name];
        return [name, typeof value === 'bigint' || value instanceof Date ? Number(value) : (value ?? null)] as [
          string,
          Row[string],
        ];
      }),
    ),
  );
}

test('rows that were written are read back the same, whatever the batches', async () => {
  const batches = fc.array(rowsOf(ALL_TYPES, 'grapheme'), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(batches, async (rows) => {
      const part = partOf(new ParquetEncoder(ALL_TYPES), ALL_TYPES, rows);
      expect(await readPart(part, ALL_TYPES)).toEqual(rows.flat());
    }),
    { numRuns: 100 },
  );
});

test('zero keeps its sign, and the ends of whole numbers and of time are exact', async () => {
  const rows = [
    { text: '', number: 0, whole: Number.MAX_SAFE_INTEGER, yes: true, 'at "it"': 8.64e15 },
    { text: '😀', number: -0, whole: Number.MIN_SAFE_INTEGER, yes: false, 'at "it"': -8.64e15 },
    { text: null, number: null, whole: null, yes: null, 'at "it"': null },
  ];
  const many = Array.from({ length: 50 }, () => rows).flat();
  const read = await readPart(partOf(new ParquetEncoder(ALL_TYPES), ALL_TYPES, [many]), ALL_TYPES);
  expect(read).toEqual(many);
});

test('columns have types that other programs know, and every one may be null', () => {
  const { schema } = parquetMetadata(partOf(new ParquetEncoder(ALL_TYPES), ALL_TYPES, []));
  const told = schema.slice(1).map(({ name, type, repetition_type, logical_type }) => {
    return { name, type, repetition_type, logical_type };
  });
  const repetition_type = 'OPTIONAL';
  expect(told).toEqual([
    { name: 'text', type: 'BYTE_ARRAY', repetition_type, logical_type: { type: 'STRING' } },
    { name: 'number', type: 'DOUBLE', repetition_type, logical_type: undefined },
    { name: 'whole', type: 'INT64', repetition_type, logical_type: undefined },
    { name: 'yes', type: 'BOOLEAN', repetition_type, logical_type: undefined },
    {
      name: 'at "it"',
      type: 'INT64',
      repetition_type,
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
    },
  ]);
});

test('rows are held up to a row group only, by their number or by their bytes', () => {
  const schema = [{ name: 'text', type: 'string' }] as const;
  const groups = (rows: number, text: string): number[] => {
    const batch = Array.from({ length: 1000 }, () => ({ text }));
    const part = partOf(new ParquetEncoder(schema), schema, Array<Row[]>(rows / 1000).fill(batch));
    return parquetMetadata(part).row_groups.map(({ num_rows }) => Number(num_rows));
  };
  expect([groups(140_000, 'a'), groups(5000, 'a'.repeat(9000))]).toEqual([
    [66_000, 66_000, 8000],
    [2000, 2000, 1000],
  ]);
});

test('after a part is finished another begins, which is read by itself', async () => {
  const schema = [{ name: 'n', type: 'bigint' }] as const;
  const encoder = new ParquetEncoder(schema);
  const parts = [[{ n: 1 }], [], [{ n: 2 }, { n: 3 }]].map((rows) => partOf(encoder, schema, [rows]));
  const read = await Promise.all(parts.map((part) => readPart(part, schema)));
  expect([read, encoder.heldBytes]).toEqual([[[{ n: 1 }], [], [{ n: 2 }, { n: 3 }]], 0]);
  expect(parts.map((part) => parquetMetadata(part).row_groups.length)).toEqual([1, 0, 1]);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import type { FileColumn, FileSourceOptions } from '../../../engine/document/plan.ts';
import { createFileSource } from '../../../engine/sources/file.ts';
import type { SourcePosition } from '../../../engine/sources/source.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readAll, sourceContext } from './source-rows.ts';

function options(path: string, columns: readonly FileColumn[]): FileSourceOptions {
  return {
    type: 'file',
    path,
    format: 'parquet',
    columns,
    csv: { delimiter: ',', header: true },
    follow: false,
    eventTime: null,
  };
}

function column(name: string, type: FileColumn['type'], from = name): FileColumn {
  return { name, type, from };
}

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];

/** A Parquet file with these columns. */
function write(columnData: Columns, schema?: SchemaElement[], rowGroupSize = 1000): string {
  const path = join(temporaryFolder(), 'a.parquet');
  writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize, ...(schema && { schema }) })));
  return path;
}

const read = async (path: string, columns: readonly FileColumn[]) => {
  const { context, rejected } = sourceContext(2);
  return { rows: await readAll(createFileSource(options(path, columns), context)), rejected };
};

test('columns of every type are read, and nulls stay nulls', async () => {
  const time = new Date('2026-11-22T20:04:08.123Z');
  const path = write([
    { name: 'text', data: ['\ufeffa', null, ''], type: 'STRING' },
    { name: 'double', data: [-0, null, NaN], type: 'DOUBLE' },
    { name: 'float', data: [0.5, null, 1], type: 'FLOAT' },
    { name: 'int', data: [1, null, -1], type: 'INT32' },
    { name: 'long', data: [9007199254740991n, null, -9007199254740991n], type: 'INT64' },
    { name: 'yes', data: [true, null, false], type: 'BOOLEAN' },
    { name: 'at', data: [time, null, new Date(-1)], type: 'TIMESTAMP' },
  ]);
  const { rows } = await read(path, [
    column('text', 'string'),
    column('double', 'double'),
    column('float', 'double'),
    column('int', 'bigint'),
    column('long', 'bigint'),
    column('yes', 'boolean'),
    column('at', 'timestamp'),
  ]);
  const none = { text: null, double: null, float: null, int: null, long: null, yes: null, at: null };
  expect(rows).toEqual([
    { text: '\ufeffa', double: -0, float: 0.5, int: 1, long: 9007199254740991, yes: true, at: time.getTime() },
    none,
    { text: '', double: null, float: 1, int: -1, long: -9007199254740991, yes: false, at: -1 },
  ]);
});

test('times in micro- and nanoseconds and days are cut to milliseconds, towards the past', async () => {
  const timestamp = (name: string, unit: 'MICROS' | 'NANOS'): SchemaElement => {
    const logical_type = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit } as const;
    return { name, type: 'INT64', repetition_type: 'OPTIONAL', logical_type };
  };
  const path = write(
    [
      { name: 'micros', data: [1_999n, -1n] },
      { name: 'nanos', data: [1_999_999n, -1n] },
      { name: 'day', data: [1, -1] },
    ],
    [
      { name: 'root', num_children: 3 },
      timestamp('micros', 'MICROS'),
      timestamp('nanos', 'NANOS'),
      { name: 'day', type: 'INT32', repetition_type: 'OPTIONAL', converted_type: 'DATE' },
    ],
  );
  const { rows } = await read(path, [
    column('micros', 'timestamp'),
    column('nanos', 'timestamp'),
    column('day', 'timestamp'),
  ]);
  expect(rows).toEqual([
    { micros: 1, nanos: 1, day: 86_400_000 },
    { micros: -1, nanos: -1, day: -86_400_000 },
  ]);
});

test('a row with a value that its column cannot hold is rejected with its number, and the others are read', async () => {
  const path = write([{ name: 'n', data: [1n, 9007199254740993n, 3n], type: 'INT64' }]);
  const { rows, rejected } = await read(path, [column('n', 'bigint')]);
  const reason = 'column "n": 9007199254740993 is beyond ±(2^53 − 1), where whole numbers are no longer exact';
  expect({ rows, rejected }).toEqual({
    rows: [{ n: 1 }, { n: 3 }],
    rejected: [{ file: path, line: 2, reason, text: '{"n":"9007199254740993"}' }],
  });
  const texts = await read(path, [column('n', 'string')]);
  expect(texts.rejected.map((row) => row.reason)[0]).toBe('column "n": expected string, found number 1');
});

test('a column inside of another is found by "from"', async () => {
  const group = (name: string, num_children: number): SchemaElement => {
    return { name, repetition_type: 'OPTIONAL', num_children };
  };
  const path = write(
    [
      { name: 'cpu', data: [{ load: 0.5 }, { load: null }, null] },
      { name: 'z', data: [1, 2, 3] },
    ],
    [
      { name: 'root', num_children: 2 },
      group('cpu', 1),
      { name: 'load', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
      { name: 'z', type: 'INT32', repetition_type: 'REQUIRED' },
    ],
  );
  const { rows } = await read(path, [column('load', 'double', 'cpu.load'), column('z', 'bigint')]);
  expect(rows).toEqual([
    { load: 0.5, z: 1 },
    { load: null, z: 2 },
    { load: null, z: 3 },
  ]);
  await expect(read(path, [column('load', 'double')])).rejects.toMatchObject({
    message: `${path}: no column "load" in the file (cpu, z); correct the schema, or give it "from"`,
    isPermanent: true,
  });
});

test('it goes on from any position, over row groups, with the rows that are left', async () => {
  const path = write([{ name: 'n', data: Array.from({ length: 25 }, (_, i) => i), type: 'INT32' }], undefined, 10);
  const all = Array.from({ length: 25 }, (_, n) => ({ n }));
  const source = createFileSource(options(path, [column('n', 'bigint')]), sourceContext(3).context);
  const positions: SourcePosition[] = [];
  expect(await readAll(source, Infinity, () => positions.push(source.position()!))).toEqual(all);
  for (const position of positions) {
    const rest = createFileSource(options(path, [column('n', 'bigint')]), sourceContext(4).context, position);
    expect(await readAll(rest)).toEqual(all.slice(Number(position['row'])));
  }
});

test('a file of fewer rows than were read of it, or one that is gone, is told of', async () => {
  const path = write([{ name: 'n', data: [0, 1, 2], type: 'INT32' }]);
  const goOn = (position: SourcePosition): Promise<unknown> =>
    readAll(createFileSource(options(path, [column('n', 'bigint')]), sourceContext(4).context, position));
  expect(await goOn({ file: path, row: 3 })).toEqual([]);
  await expect(goOn({ file: path, row: 4 })).rejects.toThrow(
    `${path} was cut short while it was being read; put it back`,
  );
  await expect(goOn({ file: `${path}2`, row: 1 })).rejects.toThrow(
    `cannot go on with ${path}2: ${path} no longer matches`,
  );
});

test('a file that is not Parquet, is cut short or is damaged is a fault that names it', async () => {
  const whole = write([{ name: 'n', data: Array.from({ length: 5000 }, (_, i) => i / 7), type: 'DOUBLE' }]);
  const { readFileSync } = await import('node:fs');
  const bytes = readFileSync(whole);
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, 20, 200);
  const texts = [Buffer.from(''), Buffer.from('{"n":1}\n'), bytes.subarray(0, bytes.length / 2), damaged];
  for (const text of texts) {
    const path = join(temporaryFolder(), 'b.parquet');
    writeFileSync(path, text);
    await expect(read(path, [column('n', 'double')])).rejects.toMatchObject({
      message: expect.stringContaining(`cannot read ${path} as Parquet (`) as string,
      isPermanent: true,
    });
  }
});

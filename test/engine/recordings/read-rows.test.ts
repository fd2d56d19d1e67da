import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import { openManifest, recordedRows } from '../../../engine/recordings/read-rows.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { createFileSink } from '../../../engine/sinks/file.ts';
import type { FileSink } from '../../../engine/sinks/file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { clock, fileSink, numbered } from '../sinks/file-sink-parts.ts';

const NUMBERS: Schema = [{ name: 'n', type: 'bigint' }];
const TIMED: Schema = [...NUMBERS, { name: 'seen', type: 'timestamp' }];

function sinkOf(path: string, rolling: FileSinkOptions['rolling'], schema: Schema): FileSink {
  return createFileSink({ type: 'file', path, format: 'ndjson', rolling, compress: 'none' }, schema, {
    id: 'recording',
    subtask: 0,
    clock,
    warn: () => undefined,
    recordingName: 'Test',
    documentText: 'version: 1\n',
  });
}

/** A recording of rows without event time, and the numbers of those that are read of a span of it. */
async function recorded(schema: Schema, rows: readonly Readonly<Record<string, Value>>[]) {
  const folder = join(temporaryFolder(), 'r');
  const sink = sinkOf(folder, { sizeBytes: 1e9, intervalMs: 1e9 }, schema);
  await sink.open();
  sink.receive(fromRows(schema, rows));
  await sink.finish();
  const manifest = await openManifest(folder);
  return async (from: number, until: number): Promise<unknown> => {
    const numbers = [];
    for await (const batch of recordedRows(folder, manifest, { span: { from, until }, key: null }))
      numbers.push(...toRows(batch).map(({ n }) => n));
    return numbers;
  };
}

test('of a part that lies outside of the span nothing is read: damage in it keeps nobody from the rest', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = sinkOf(folder, { sizeBytes: 100, intervalMs: 1e9 }, TIMED);
  await sink.open();
  for (const from of [0, 10]) {
    const rows = Array.from({ length: 10 }, (_, i) => ({ n: from + i, seen: from + i }));
    sink.receive({ ...fromRows(TIMED, rows), eventTimes: Float64Array.from(rows, ({ n }) => n) });
  }
  await sink.finish();
  writeFileSync(join(folder, 'part-0-0.ndjson'), 'damaged');
  const read: unknown[] = [];
  let rows = 0;
  const choice = { span: { from: 12, until: 15 }, key: null, onRead: (count: number) => (rows += count) };
  for await (const batch of recordedRows(folder, await openManifest(folder), choice))
    read.push(...toRows(batch).map(({ n }) => Number(n)));
  expect([read, rows]).toEqual([[12, 13, 14], 10]);
});

test('Parquet is handed on in batches as large as others are', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { format: 'parquet' } });
  await sink.open();
  sink.receive(numbered(0, 2500));
  await sink.finish();
  const lengths: number[] = [];
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key: null }))
    lengths.push(batch.length);
  expect(lengths).toEqual([1000, 1000, 500]);
});

test('of rows without event time, a span is told by their first column of times; without one it is refused', async () => {
  const rows = [1, 2, 3, 4].map((n) => ({ n, seen: n * 1000 }));
  const timed = await recorded(TIMED, rows);
  expect(await timed(2000, 4000)).toEqual([2, 3]);
  const untimed = await recorded(
    NUMBERS,
    rows.map(({ n }) => ({ n })),
  );
  await expect(untimed(2000, 4000)).rejects.toThrow('no column of times: it can only be exported whole');
});

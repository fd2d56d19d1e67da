import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import { openManifest, recordedRows } from '../../../engine/recordings/read-rows.ts';
import { createFileSink } from '../../../engine/sinks/file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { clock } from '../sinks/file-sink-parts.ts';

const NUMBERS: Schema = [{ name: 'n', type: 'bigint' }];
const TIMED: Schema = [...NUMBERS, { name: 'seen', type: 'timestamp' }];

/** A recording of rows without event time, and the numbers of those that are read of a span of it. */
async function recorded(schema: Schema, rows: readonly Readonly<Record<string, Value>>[]) {
  const folder = join(temporaryFolder(), 'r');
  const rolling = { sizeBytes: 1e9, intervalMs: 1e9 };
  const sink = createFileSink({ type: 'file', path: folder, format: 'ndjson', rolling, compress: 'none' }, schema, {
    id: 'recording',
    subtask: 0,
    clock,
    warn: () => undefined,
    recordingName: 'Test',
    documentText: 'version: 1\n',
  });
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

import { cpSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { listRecordings } from '../../../engine/recordings/library.ts';
import { verifyRecording } from '../../../engine/recordings/verify.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fileSink, manifestOf, namesIn, numbered, partsOf } from './file-sink-parts.ts';

const NOBODY = { pid: 2 ** 22 + 1, startedAt: '2026-01-01T00:00:00.000Z', mark: null };

/** A library with one recording whose writer died after 20 rows were committed and 10 more were written and synced. */
async function crashed(options: Partial<FileSinkOptions> = {}): Promise<{ library: string; folder: string }> {
  const writing = join(temporaryFolder(), 'r');
  const sink = fileSink(writing, { options });
  await sink.open();
  for (let i = 0; i < 2; i++) {
    sink.receive(numbered(i * 10, (i + 1) * 10));
    await sink.prepareCommit(i);
    await sink.commit(i);
  }
  sink.receive(numbered(20, 30));
  await sink.prepareCommit(2);
  const library = temporaryFolder();
  const folder = join(library, 'r');
  cpSync(writing, folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(writing), writer: NOBODY }));
  await sink.abandon('test');
  return { library, folder };
}

async function seen(library: string): Promise<unknown> {
  return (await listRecordings(library)).map(({ state, detail, rows, completeTo }) => [
    state,
    detail,
    rows,
    completeTo,
  ]);
}

const FORMATS: readonly Partial<FileSinkOptions>[] = [
  {},
  { format: 'csv' },
  { compress: 'gzip' },
  { format: 'csv', compress: 'gzip' },
  { rolling: { sizeBytes: 100, intervalMs: 1e9 } },
];

test.each(FORMATS)('a recording whose writer died is complete to its last committed row, %j', async (options) => {
  const { library } = await crashed(options);
  expect(await seen(library)).toEqual([['recovered', 'recovered, complete to 1970-01-01T00:00:00.019Z', 20, 19]]);
});

test.each(FORMATS)('who goes on in its folder finds all that was committed, and nothing else, %j', async (options) => {
  const { library, folder } = await crashed(options);
  const sink = fileSink(folder, { options });
  await sink.open();
  expect(Object.values(partsOf(folder)).flat()).toEqual(Array.from({ length: 20 }, (_, i) => i));
  sink.receive(numbered(20, 25));
  await sink.finish();
  expect(Object.values(partsOf(folder)).flat()).toEqual(Array.from({ length: 25 }, (_, i) => i));
  expect(await seen(library)).toEqual([['complete', null, 25, 24]]);
});

test('a part that was shown and not yet said to be is committed all the same', async () => {
  const { folder, library } = await crashed({ rolling: { sizeBytes: 100, intervalMs: 1e9 } });
  const manifest = manifestOf(folder);
  const last = manifest.parts.at(-1)!;
  const before = {
    ...manifest,
    parts: manifest.parts.slice(0, -1),
    rows: manifest.rows - last.rows,
    unfinished: [{ ...last, written: last.bytes, end: '' }],
  };
  writeFileSync(join(folder, 'manifest.json'), manifestText(before));
  expect(await seen(library)).toMatchObject([['recovered', expect.anything(), manifest.rows, expect.anything()]]);
  const sink = fileSink(folder, { options: { rolling: { sizeBytes: 100, intervalMs: 1e9 } } });
  await sink.open();
  expect(manifestOf(folder).parts).toEqual(manifest.parts);
  await sink.finish();
});

test('a recording that lost committed bytes is damaged, and what is left of them is not touched', async () => {
  const { library, folder } = await crashed();
  truncateSync(join(folder, '.part-0-0.ndjson.inprogress'), 100);
  expect(await seen(library)).toEqual([['damaged', 'part-0-0.ndjson has 100 bytes instead of 480', 20, 19]]);
  const sink = fileSink(folder);
  await sink.open();
  await sink.finish();
  expect(namesIn(folder)).toEqual(['.part-0-0.ndjson.inprogress']);
  expect(await seen(library)).toEqual([['damaged', 'part-0-0.ndjson is missing', 20, 19]]);
});

test('a recording whose unfinished part is gone is damaged', async () => {
  const { library, folder } = await crashed();
  renameSync(join(folder, '.part-0-0.ndjson.inprogress'), join(folder, 'elsewhere'));
  expect(await seen(library)).toEqual([['damaged', 'part-0-0.ndjson has 0 bytes instead of 480', 20, 19]]);
});

test('a part that was finished and shown with more than the manifest knows of is there as far as it knows', async () => {
  const { library, folder } = await crashed();
  const hidden = join(folder, '.part-0-0.ndjson.inprogress');
  renameSync(hidden, join(folder, 'part-0-0.ndjson'));
  expect(await seen(library)).toEqual([['recovered', 'recovered, complete to 1970-01-01T00:00:00.019Z', 20, 19]]);
  expect((await verifyRecording(folder)).findings).toEqual([]);
  // A shorter one beside it, which another writer makes anew, is not it.
  writeFileSync(hidden, 'x');
  expect((await verifyRecording(folder)).findings).toEqual([]);
  truncateSync(join(folder, 'part-0-0.ndjson'), 100);
  expect(await seen(library)).toEqual([['damaged', 'part-0-0.ndjson has 1 bytes instead of 480', 20, 19]]);
});

test('from a checkpoint whose part is shorter by now nobody goes on, and the file is left as it is', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 20));
  const state = (await sink.prepareCommit(1))!;
  await sink.release();
  const hidden = join(folder, '.part-0-0.ndjson.inprogress');
  const { size } = statSync(hidden);
  truncateSync(hidden, 7);
  const again = fileSink(folder);
  await expect(again.open([state])).rejects.toThrow(`it has 7 bytes, and had ${size}`);
  expect(statSync(hidden).size).toBe(7);
  await again.release();
});

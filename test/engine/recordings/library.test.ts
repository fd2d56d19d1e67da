import { mkdirSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listRecordings, recordingFolder } from '../../../engine/recordings/library.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { clock, fileSink, manifestOf, numbered } from '../sinks/file-sink-parts.ts';

async function record(library: string, id: string, startedAt: number): Promise<string> {
  clock.time = startedAt;
  const folder = join(library, id);
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 10));
  clock.time += 5000;
  await sink.finish();
  return folder;
}

function change(folder: string, changes: object): void {
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(folder), ...changes }));
}

const NOBODY = { pid: 2 ** 22 + 1, startedAt: '2026-01-01T00:00:00.000Z', mark: null };

test('a recording of rows that tell of an hour is an hour long, however fast it was made', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'made up', 1000);
  change(folder, {
    parts: manifestOf(folder).parts.map((part) => ({ ...part, lastTime: '1970-01-01T01:00:00.000Z' })),
  });
  expect((await listRecordings(library)).map(({ durationMs }) => durationMs)).toEqual([3_600_000]);
});

test('a recording without times of rows, during which the clock was set back, is not shorter than nothing', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'untimed', 10_000);
  const parts = manifestOf(folder).parts.map((part) => ({ ...part, firstTime: null, lastTime: null }));
  change(folder, { parts, endedAt: '1970-01-01T00:00:05.000Z' });
  expect((await listRecordings(library)).map(({ durationMs }) => durationMs)).toEqual([0]);
});

test('recordings are listed newest first, each with its state and what it needs to say', async () => {
  const library = temporaryFolder();
  await record(library, 'a', 1000);
  change(await record(library, 'b', 3000), { state: 'failed', failure: 'sink "x": the disk is full' });
  change(await record(library, 'c', 2000), { state: 'recording', endedAt: null, writer: NOBODY });
  change(await record(library, 'd', 4000), { state: 'recording', endedAt: null });
  truncateSync(join(await record(library, 'e', 6000), 'part-0-0.ndjson'), 3);
  unlinkSync(join(await record(library, 'f', 5000), 'part-0-0.ndjson'));
  writeFileSync(join(await record(library, 'g', 7000), 'manifest.json'), '{');
  mkdirSync(join(library, 'no recording'));
  mkdirSync(join(library, 'h'));
  writeFileSync(join(library, 'h', 'part-0-0.ndjson'), '');
  const listed = await listRecordings(library, { now: () => 10_000, monotonic: () => 0 });
  expect(
    listed.map(({ id, state, detail, startedAt, durationMs }) => [id, state, detail, startedAt, durationMs]),
  ).toEqual([
    ['e', 'damaged', 'part-0-0.ndjson has 3 bytes instead of 230', 6000, 5000],
    ['f', 'damaged', 'part-0-0.ndjson is missing', 5000, 5000],
    ['d', 'recording', null, 4000, 6000],
    ['b', 'failed', 'sink "x": the disk is full', 3000, 5000],
    ['c', 'recovered', 'recovered, complete to 1970-01-01T00:00:00.009Z', 2000, 9],
    ['a', 'complete', null, 1000, 5000],
    ['g', 'damaged', expect.stringContaining('manifest.json cannot be read'), null, 0],
    ['h', 'damaged', 'manifest.json is missing', null, 0],
  ]);
  expect(listed.at(-3)).toEqual({
    id: 'a',
    name: 'Test',
    state: 'complete',
    detail: null,
    startedAt: 1000,
    completeTo: 9,
    durationMs: 5000,
    rows: 10,
    bytes: 230,
    format: 'ndjson',
    tags: [],
  });
});

test('a recording whose notes cannot be read is listed without them', async () => {
  const library = temporaryFolder();
  writeFileSync(join(await record(library, 'a', 1000), 'notes.json'), '{');
  expect((await listRecordings(library)).map(({ id, state, tags }) => [id, state, tags])).toEqual([
    ['a', 'complete', []],
  ]);
});

test('a library that is not there has no recordings; one that cannot be read is a fault', async () => {
  const folder = temporaryFolder();
  expect(await listRecordings(join(folder, 'none'))).toEqual([]);
  writeFileSync(join(folder, 'file'), '');
  await expect(listRecordings(join(folder, 'file'))).rejects.toMatchObject({ code: 'recording-failed' });
});

test('an id leads to a folder right inside of the library and nowhere else', async () => {
  const above = temporaryFolder();
  const library = join(above, 'library');
  mkdirSync(join(library, 'one'), { recursive: true });
  mkdirSync(join(above, 'outside'));
  symlinkSync(join(above, 'outside'), join(library, 'link'));
  writeFileSync(join(library, 'file'), '');
  expect(await recordingFolder(library, 'one')).toBe(join(library, 'one'));
  for (const id of [
    '',
    '.',
    '..',
    '../outside',
    'one/..',
    'one/',
    '/etc',
    'link',
    'file',
    'none',
    'a\0b',
    'x'.repeat(5000),
  ]) {
    await expect(recordingFolder(library, id)).rejects.toMatchObject({ code: 'not-found' });
  }
});

test('a recording that this process says it makes, and does not, was given up', async () => {
  const library = temporaryFolder();
  for (const id of ['lost', 'made']) change(await record(library, id, 1000), { state: 'recording', endedAt: null });
  const states = async (made: ReadonlySet<string> | null) =>
    (await listRecordings(library, clock, made)).map(({ id, state }) => [id, state]);
  expect(await states(new Set(['made']))).toEqual([
    ['lost', 'recovered'],
    ['made', 'recording'],
  ]);
  expect((await states(null)).map(([, state]) => state)).toEqual(['recording', 'recording']);
});

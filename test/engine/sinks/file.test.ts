import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { faultySystem } from '../files/faulty-system.ts';
import { clock, START, fileSink, manifestOf, namesIn, numbered, partsOf } from './file-sink-parts.ts';

const BY_SIZE = { rolling: { sizeBytes: 100, intervalMs: 1e9 } };
const BY_TIME = { rolling: { sizeBytes: 1e9, intervalMs: 1000 } };

beforeEach(() => void (clock.time = START));

test('rows are in a hidden file until their part is closed and committed', async () => {
  const folder = join(temporaryFolder(), 'new', 'recording');
  const sink = fileSink(folder, { options: BY_SIZE });
  await sink.open();
  sink.receive(numbered(0, 5));
  sink.receive(numbered(5, 6));
  const state = await sink.prepareCommit(1);
  const prepared = namesIn(folder);
  await sink.commit(1);
  expect([prepared, state, namesIn(folder), partsOf(folder)]).toEqual([
    ['.part-0-0.ndjson.inprogress', '.part-0-1.ndjson.inprogress', '.reserve'],
    {
      subtask: 0,
      nextPart: 2,
      unfinished: [
        expect.objectContaining({ name: 'part-0-0.ndjson', rows: 5, end: '' }),
        expect.objectContaining({ name: 'part-0-1.ndjson', rows: 1, written: 23, end: '' }),
      ],
    },
    ['.part-0-1.ndjson.inprogress', '.reserve', 'part-0-0.ndjson'],
    { 'part-0-0.ndjson': [0, 1, 2, 3, 4] },
  ]);
  await sink.finish();
  expect([namesIn(folder), partsOf(folder)]).toEqual([
    ['part-0-0.ndjson', 'part-0-1.ndjson'],
    { 'part-0-0.ndjson': [0, 1, 2, 3, 4], 'part-0-1.ndjson': [5] },
  ]);
});

test('the manifest tells what the parts are and how the recording ended', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder);
  await sink.open();
  expect(manifestOf(folder)).toMatchObject({ state: 'recording', parts: [], writer: { pid: process.pid } });
  sink.receive(numbered(1000, 3000));
  expect(sink.progress()).toEqual({ rows: 2000, bytes: 2000 * 29 });
  await sink.finish();
  expect(manifestOf(folder)).toMatchObject({
    version: 2,
    name: 'Test',
    state: 'complete',
    failure: null,
    startedAt: '2026-11-22T20:04:08.000Z',
    endedAt: '2026-11-22T20:04:08.000Z',
    document: 'version: 1\n',
    rows: 2000,
    bytes: 58_000,
    parts: [{ rows: 2000, bytes: 58_000, firstTime: '1970-01-01T00:00:01.000Z', lastTime: '1970-01-01T00:00:02.999Z' }],
  });
});

test.each(['ndjson', 'csv'] as const)(
  '%s parts that are compressed are whole gzip files, and rows synced before are readable',
  async (format) => {
    const folder = temporaryFolder();
    const sink = fileSink(folder, {
      options: { format, compress: 'gzip', rolling: { sizeBytes: 130_000, intervalMs: 1e9 } },
    });
    await sink.open();
    for (let i = 0; i < 10; i++) {
      sink.receive(numbered(i * 10_000, (i + 1) * 10_000));
      await sink.prepareCommit(i);
      await sink.commit(i);
    }
    await sink.finish();
    const parts = partsOf(folder);
    expect(Object.keys(parts).length).toBeGreaterThan(1);
    expect(Object.values(parts).flat()).toEqual(Array.from({ length: 100_000 }, (_, i) => i));
    expect(sink.progress().bytes).toBe(manifestOf(folder).bytes);
  },
);

test('every CSV part has the header row', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder, { options: { format: 'csv', rolling: { sizeBytes: 50, intervalMs: 1e9 } } });
  await sink.open();
  for (let i = 0; i < 3; i++) sink.receive(numbered(i * 10, (i + 1) * 10));
  await sink.finish();
  const starts = namesIn(folder).map((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, 2));
  expect(starts).toEqual([0, 10, 20].map((n) => ['n,text', `${n},row ${n}`]));
});

test('a part that is old enough is closed at the next commit, also when no rows come', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder, { options: BY_TIME });
  await sink.open();
  sink.receive(numbered(0, 1));
  await sink.prepareCommit(1);
  await sink.commit(1);
  const young = namesIn(folder);
  clock.time += 1000;
  await sink.prepareCommit(2);
  await sink.commit(2);
  expect([young, namesIn(folder)]).toEqual([
    ['.part-0-0.ndjson.inprogress', '.reserve'],
    ['.reserve', 'part-0-0.ndjson'],
  ]);
  await sink.finish();
});

test('a commit shows what was prepared for it and before, not what was closed since', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder, { options: BY_SIZE });
  await sink.open();
  sink.receive(numbered(0, 10));
  sink.receive(numbered(10, 12));
  await sink.prepareCommit(1);
  sink.receive(numbered(12, 30));
  await sink.prepareCommit(2);
  await sink.commit(1);
  expect(Object.keys(partsOf(folder))).toEqual(['part-0-0.ndjson']);
  await sink.commit(2);
  expect(Object.keys(partsOf(folder))).toEqual(['part-0-0.ndjson', 'part-0-1.ndjson']);
  await sink.finish();
});

test('a commit writes, syncs, names what is committed in the manifest, renames, syncs the folder, and says so in the manifest', async () => {
  const folder = join(temporaryFolder(), 'r');
  const fileSystem = faultySystem();
  const sink = fileSink(folder, { options: BY_SIZE, fileSystem });
  await sink.open();
  fileSystem.calls.length = 0;
  sink.receive(numbered(0, 10));
  sink.receive(numbered(10, 11));
  await sink.prepareCommit(1);
  await sink.commit(1);
  const first = '.part-0-0.ndjson.inprogress';
  const second = '.part-0-1.ndjson.inprogress';
  const manifest = '.manifest.json.new';
  expect(fileSystem.calls).toEqual([
    ...[`open ${first}`, 'open r', 'sync r', `write ${first}`, `datasync ${first}`],
    ...[`open ${second}`, 'open r', 'sync r', `write ${second}`, `datasync ${second}`],
    ...[`open ${manifest}`, `write ${manifest}`, `datasync ${manifest}`, 'rename manifest.json', 'open r', 'sync r'],
    ...['rename part-0-0.ndjson', 'open r', 'sync r'],
    ...[`open ${manifest}`, `write ${manifest}`, `datasync ${manifest}`, 'rename manifest.json', 'open r', 'sync r'],
  ]);
  await sink.finish();
});

test('a recording is gone on with in its folder: numbers go on, parts stay, leftovers are not touched', async () => {
  const folder = temporaryFolder();
  const first = fileSink(folder);
  await first.open();
  first.receive(numbered(0, 2));
  await first.finish();
  writeFileSync(join(folder, '.part-0-7.ndjson.inprogress'), 'left over');
  const second = fileSink(folder);
  await second.open();
  second.receive(numbered(2, 4));
  await second.finish();
  expect([partsOf(folder), manifestOf(folder).rows, namesIn(folder)]).toEqual([
    { 'part-0-0.ndjson': [0, 1], 'part-0-8.ndjson': [2, 3] },
    4,
    ['.part-0-7.ndjson.inprogress', 'part-0-0.ndjson', 'part-0-8.ndjson'],
  ]);
});

test('a folder has one writer at a time', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder);
  await sink.open();
  await expect(fileSink(folder).open()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(folder) as string,
  });
  await sink.finish();
  const other = {
    ...manifestOf(folder),
    state: 'recording' as const,
    writer: { pid: process.ppid, startedAt: '2026-01-01T00:00:00Z', mark: null },
  };
  writeFileSync(join(folder, 'manifest.json'), manifestText(other));
  await expect(fileSink(folder).open()).rejects.toThrow(
    `process ${process.ppid} is writing to ${folder}; stop it, or choose another folder`,
  );
  // The same number, but a process that started at another time: the writer is gone.
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...other, writer: { ...other.writer, mark: 'boot:1' } }));
  const next = fileSink(folder);
  await next.open();
  await next.finish();
});

test('a recording with other columns, in another format or damaged is not written over', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder);
  await sink.open();
  await sink.finish();
  await expect(fileSink(folder, { options: { format: 'csv' } }).open()).rejects.toThrow(
    'another format (ndjson, none)',
  );
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(folder), schema: [] }));
  await expect(fileSink(folder).open()).rejects.toThrow('other columns');
  writeFileSync(join(folder, 'manifest.json'), '{"version":1');
  await expect(fileSink(folder).open()).rejects.toThrow('is damaged');
});

test('an abandoned recording shows what was durable, drops the rest, and says why', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder, { options: BY_SIZE });
  await sink.open();
  sink.receive(numbered(0, 10));
  sink.receive(numbered(10, 12));
  await sink.prepareCommit(1);
  await sink.commit(1);
  sink.receive(numbered(12, 13));
  await sink.abandon('source "x": gone');
  await sink.abandon('again');
  expect([partsOf(folder), namesIn(folder), manifestOf(folder)]).toMatchObject([
    { 'part-0-0.ndjson': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 'part-0-1.ndjson': [10, 11] },
    ['part-0-0.ndjson', 'part-0-1.ndjson'],
    { state: 'failed', failure: 'source "x": gone', rows: 12 },
  ]);
});

test('an abandoned recording is cut back to what was durable of bytes that have reached the disk', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.prepareCommit(1);
  await sink.commit(1);
  sink.receive(numbered(10, 20_000));
  const size = (): number => statSync(join(folder, '.part-0-0.ndjson.inprogress')).size;
  for (let i = 0; i < 5000 && size() === 230; i++) await new Promise(setImmediate);
  expect(size()).toBeGreaterThan(230);
  await sink.abandon('gone');
  expect(partsOf(folder)).toEqual({ 'part-0-0.ndjson': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
});

test('a sink that waits too long for the disk has no room, and has it again once the disk has caught up', async () => {
  const sink = fileSink(temporaryFolder());
  await sink.open();
  const batch = numbered(0, 50_000);
  let batches = 0;
  while (sink.room() === null) {
    sink.receive(batch);
    batches++;
  }
  await sink.room();
  expect([sink.room(), 4 < batches && batches < 12]).toEqual([null, true]);
  await sink.finish();
});

test('a folder that vanishes while it is being written is noticed at the next commit', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 1));
  await sink.prepareCommit(1);
  rmSync(folder, { recursive: true });
  sink.receive(numbered(1, 2));
  await expect(sink.prepareCommit(2)).rejects.toMatchObject({
    code: 'sink-failed',
    message: expect.stringContaining(folder) as string,
  });
  const warnings: string[] = [];
  await sink.abandon('gone').then(() => warnings.push('settled'));
  expect(warnings).toEqual(['settled']);
});

test('a folder that is replaced by another one is noticed, also without an open part', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  renameSync(folder, `${folder}-moved`);
  mkdirSync(folder);
  await expect(sink.prepareCommit(1)).rejects.toThrow(`${folder} was removed or replaced`);
  await sink.abandon('gone');
});

test('a failure in the background is thrown by the next call that is waited for, and by room', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder, { fileSystem: faultySystem({ call: 'write', at: 3, how: 'ENOSPC' }) });
  await sink.open();
  sink.receive(numbered(0, 1));
  await expect(sink.prepareCommit(1)).rejects.toThrow('sink "recording": cannot write');
  await expect(sink.room()).rejects.toThrow('the disk is full');
  await expect(sink.finish()).rejects.toThrow('the disk is full');
  await sink.abandon('the disk is full');
  expect([namesIn(folder), manifestOf(folder).state]).toEqual([[], 'failed']);
});

test('a disk without the space that is held back for the end is told before the first row, and leaves nothing behind', async () => {
  const folder = join(temporaryFolder(), 'r');
  const full = fileSink(folder, { fileSystem: faultySystem({ call: 'datasync', at: 1, how: 'ENOSPC' }) });
  await expect(full.open()).rejects.toThrow(`cannot sync ${join(folder, '.reserve')} (the disk is full)`);
  const left = namesIn(folder);
  const sink = fileSink(folder);
  await sink.open();
  await sink.finish();
  expect([left, manifestOf(folder).state]).toEqual([[], 'complete']);
});

test('there is room until as many rows as the buffer holds are not written yet, however small they are', async () => {
  const sink = fileSink(temporaryFolder(), { rowsMax: 100 });
  await sink.open();
  sink.receive(numbered(0, 99));
  const before = [sink.room(), sink.queued!()];
  sink.receive(numbered(99, 100));
  const full = sink.room();
  expect([before, sink.queued!()]).toEqual([[null, 99], 100]);
  await full;
  expect([sink.room(), sink.queued!()]).toEqual([null, 0]);
  await sink.finish();
});

test('rows that come after a failure are not told of as written, and batches without rows have no bytes', async () => {
  const sink = fileSink(join(temporaryFolder(), 'r'), {
    options: { format: 'csv' },
    fileSystem: faultySystem({ call: 'write', at: 3, how: 'EIO' }),
  });
  await sink.open();
  for (let i = 0; i < 3; i++) sink.receive(numbered(0, 0));
  expect(sink.progress()).toEqual({ rows: 0, bytes: 0 });
  sink.receive(numbered(0, 10));
  await expect(sink.prepareCommit(1)).rejects.toThrow('input/output error');
  sink.receive(numbered(10, 20));
  expect(sink.progress().rows).toBe(10);
  await sink.release();
});

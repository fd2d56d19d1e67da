import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { BLOCK_BYTES } from '../../../engine/files/block-sums.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
import type { FileSystem } from '../../../engine/files/file-system.ts';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { recordedRows } from '../../../engine/recordings/read-rows.ts';
import type { Manifest } from '../../../engine/recordings/recording.ts';
import { repairRecording } from '../../../engine/recordings/repair.ts';
import { repairedName } from '../../../engine/recordings/salvage.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { faultySystem } from '../files/faulty-system.ts';
import { fileSink, manifestOf, numbered, SCHEMA } from '../sinks/file-sink-parts.ts';

const NOBODY = { pid: 2 ** 22 + 1, startedAt: '2026-01-01T00:00:00.000Z', mark: null };
const FIRST = 'part-0-0.ndjson';
const SECOND = 'part-0-1.ndjson';

interface Setting {
  readonly sizeBytes?: number;
  readonly isFinished?: boolean;
  readonly options?: Partial<FileSinkOptions>;
}

/** A recording of so many commits of ten rows; every part has at least `sizeBytes`. */
async function recorded(commits: number, { sizeBytes = 1e9, isFinished = true, options = {} }: Setting = {}) {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { rolling: { sizeBytes, intervalMs: 1e9 }, ...options } });
  await sink.open();
  for (let i = 0; i < commits; i++) {
    sink.receive(numbered(i * 10, (i + 1) * 10));
    await sink.prepareCommit(i);
    await sink.commit(i);
  }
  await (isFinished ? sink.finish() : sink.release());
  return folder;
}

function change(folder: string, changes: Partial<Manifest>): void {
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(folder), ...changes }));
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}

function repair(folder: string, system?: FileSystem): Promise<readonly string[]> {
  const files = new DurableFiles({ code: 'recording-failed', title: 'test' }, system);
  return repairRecording(files, folder, { now: 0, passphrases: [] });
}

async function rowsOf(folder: string): Promise<readonly (readonly [number, unknown])[]> {
  const rows: (readonly [number, unknown])[] = [];
  for await (const batch of recordedRows(folder, manifestOf(folder), { span: null, key: null }))
    rows.push(...toRows(batch).map(({ n, text }) => [Number(n), text] as const));
  return rows;
}

const sumsIn = (folder: string): readonly string[] => manifestOf(folder).parts.map(({ sha256 }) => sha256);

/** What was set aside. */
const asideIn = (folder: string): string | undefined => readdirSync(folder).find((name) => name.startsWith('damaged '));

test('without a manifest the rows of a part count once where the hidden pieces that it was made of are still there', async () => {
  const folder = await recorded(1, { options: { format: 'parquet' } });
  const [part] = manifestOf(folder).parts;
  copyFileSync(join(folder, part!.name), join(folder, `.${part!.name.replace('part-0-0.', 'part-0-0.1.')}.inprogress`));
  unlinkSync(join(folder, 'manifest.json'));
  await repair(folder);
  const { parts, rows } = manifestOf(folder);
  expect([parts.map(({ name }) => name), rows]).toEqual([[part!.name], 10]);
});

test('without a manifest pieces count, and not the part that was being made of them', async () => {
  const folder = await recorded(2, { options: { format: 'parquet' }, isFinished: false });
  const hidden = (name: string): string => join(folder, `.${name}.parquet.inprogress`);
  copyFileSync(hidden('part-0-0.1'), hidden('part-0-0'));
  unlinkSync(join(folder, 'manifest.json'));
  await repair(folder);
  expect((await rowsOf(folder)).map(([n]) => n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test('a manifest that cannot be read is kept as it was when a new one takes its place', async () => {
  const folder = await recorded(1);
  const damaged = readFileSync(join(folder, 'manifest.json'), 'utf8').replace('"Test"', '"Tent"');
  writeFileSync(join(folder, 'manifest.json'), damaged);
  await repair(folder);
  const kept = readFileSync(join(folder, asideIn(folder)!, 'manifest.json'), 'utf8');
  expect([manifestOf(folder).rows, kept]).toEqual([10, damaged]);
});

test('a new manifest says that the recording began with its first row', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'part-0-0.csv'), 'at,v\n2026-11-20T08:00:00.000Z,1\n2026-11-20T08:00:05.000Z,2\n');
  await repair(folder);
  expect(manifestOf(folder).startedAt).toBe('2026-11-20T08:00:00.000Z');
});

test('a part that is sound stays where it is, whatever an interrupted repair has left beside it', async () => {
  const folder = await recorded(1);
  copyFileSync(join(folder, FIRST), join(folder, repairedName(FIRST)));
  expect([await repair(folder), asideIn(folder)]).toEqual([['nothing to repair'], undefined]);
});

test('what an interrupted repair has left half written takes the place of nothing', async () => {
  const folder = await recorded(1);
  change(folder, { state: 'recording', writer: NOBODY });
  flip(join(folder, FIRST), 3);
  writeFileSync(join(folder, repairedName(FIRST)), 'half');
  const damaged = readFileSync(join(folder, FIRST), 'utf8');
  await repair(folder);
  expect(readFileSync(join(folder, asideIn(folder)!, FIRST), 'utf8')).toBe(damaged);
});

test('parts that the manifest does not name are taken in, in the order of their names, and those that are missing are told', async () => {
  const folder = await recorded(2, { sizeBytes: 100 });
  const [first, second] = manifestOf(folder).parts;
  change(folder, { parts: [second!], rows: 10, bytes: second!.bytes });
  expect(await repair(folder)).toEqual([`${FIRST} was taken in, 10 rows`]);
  expect(sumsIn(folder)).toEqual([first!.sha256, second!.sha256]);
  unlinkSync(join(folder, SECOND));
  expect(await repair(folder)).toEqual([`${SECOND} is missing, 10 rows are lost`]);
  expect(sumsIn(folder)).toEqual([first!.sha256]);
});

test('watermarks that are told by the numbers of rows hold up to the part that is missing', async () => {
  const folder = await recorded(2, { sizeBytes: 100 });
  const eventTime = { column: null, offsetMs: 0, outOfOrdernessMs: 0, idleTimeoutMs: null, watermark: null };
  change(folder, { eventTime: { ...eventTime, moves: { from: 0, until: null, moves: '0+5' } } });
  unlinkSync(join(folder, SECOND));
  await repair(folder);
  expect(manifestOf(folder).eventTime).toEqual({ ...eventTime, moves: { from: 0, until: 10, moves: '0+5' } });
});

test('a recording whose writer is gone is recovered, also where every part is whole', async () => {
  const folder = await recorded(1);
  change(folder, { state: 'recording', endedAt: null, writer: NOBODY });
  expect([await repair(folder), manifestOf(folder).state]).toEqual([['nothing to repair'], 'recovered']);
});

/** A recording in CSV whose second block begins amid the number of a row. */
async function withCutNumber(): Promise<string> {
  const rowsFrom = (pad: number) =>
    Array.from({ length: 9000 }, (_, i) => ({ n: 10_000 + i, text: i === 0 ? 'x'.repeat(pad) : `row ${10_000 + i}` }));
  const textOf = (pad: number): string =>
    `n,text\n${rowsFrom(pad)
      .map(({ n, text }) => `${n},${text}\n`)
      .join('')}`;
  let pad = 1;
  while (textOf(pad).lastIndexOf('\n', BLOCK_BYTES - 1) !== BLOCK_BYTES - 3) pad++;
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { format: 'csv' } });
  await sink.open();
  sink.receive({ ...fromRows(SCHEMA, rowsFrom(pad)), eventTimes: new Float64Array(9000) });
  await sink.finish();
  return folder;
}

test('of a row that lies in two blocks nothing is returned where one of them is damaged', async () => {
  const folder = await withCutNumber();
  flip(join(folder, 'part-0-0.csv'), BLOCK_BYTES - 1);
  await repair(folder);
  const rows = await rowsOf(folder);
  expect([1000 < rows.length, rows.filter(([n, text]) => text !== `row ${n}`)]).toEqual([true, []]);
});

test('of a row that is longer than two blocks nothing is returned where the first of them is damaged', async () => {
  const folder = join(temporaryFolder(), 'r');
  const schema = [
    { name: 'text', type: 'string' },
    { name: 'n', type: 'bigint' },
  ] as const;
  const rows = [1, 2, 3].map((n) => ({ text: n === 2 ? 'x'.repeat(3 * BLOCK_BYTES) : `row ${n}`, n }));
  const sink = fileSink(folder, { options: { format: 'csv' }, schema });
  await sink.open();
  sink.receive({ ...fromRows(schema, rows), eventTimes: new Float64Array(3) });
  await sink.finish();
  flip(join(folder, 'part-0-0.csv'), 1000);
  await repair(folder);
  expect(await rowsOf(folder)).toEqual([[3, 'row 3']]);
});

test('a recording that is being written is left alone', async () => {
  const folder = await recorded(1, { isFinished: false });
  const names = readdirSync(folder);
  await expect(repair(folder)).rejects.toThrow(`is being written by process ${process.pid}; stop it first`);
  expect([readdirSync(folder), manifestOf(folder).state]).toEqual([names, 'recording']);
});

test('a repair that finds the disk full says so and leaves no file open', async () => {
  const folder = await recorded(2, { sizeBytes: 100 });
  const [, second] = manifestOf(folder).parts;
  change(folder, { parts: [second!], rows: 10, bytes: second!.bytes });
  const system = faultySystem({ call: 'write', at: 1, how: 'ENOSPC' });
  await expect(repair(folder, system)).rejects.toThrow(`${repairedName(FIRST)} (the disk is full)`);
  expect(system.unclosed.size).toBe(0);
});

test('a repair that fails at any rename is done again with the same rows', async () => {
  const sound = await withCutNumber();
  change(sound, { state: 'recording', writer: NOBODY });
  flip(join(sound, 'part-0-0.csv'), 1000);
  const copy = (): string => {
    const folder = join(temporaryFolder(), 'r');
    cpSync(sound, folder, { recursive: true });
    return folder;
  };
  const undisturbed = copy();
  await repair(undisturbed);
  const rows = await rowsOf(undisturbed);
  for (let at = 1; at <= 3; at++) {
    const folder = copy();
    await expect(repair(folder, faultySystem({ call: 'rename', at, how: 'EIO' }))).rejects.toThrow('cannot rename');
    await repair(folder);
    expect([at, await rowsOf(folder)]).toEqual([at, rows]);
  }
});

test('of a part that was cut short in the middle of a block, all rows before the cut are kept', async () => {
  const folder = await withCutNumber();
  const path = join(folder, 'part-0-0.csv');
  const left = readFileSync(path).subarray(0, 100_000);
  writeFileSync(path, left);
  await repair(folder);
  const lines = left.toString().split('\n').slice(1, -1);
  expect((await rowsOf(folder)).map(([n, text]) => `${n},${String(text)}`).slice(0, lines.length)).toEqual(lines);
});

test('of a compressed part that was left open, all that was committed is kept', async () => {
  const folder = await recorded(2, { options: { compress: 'gzip' }, isFinished: false });
  change(folder, { writer: NOBODY });
  const [said] = await repair(folder);
  expect([said, (await rowsOf(folder)).length]).toEqual(['part-0-0.ndjson.gz was finished, 20 rows', 20]);
});

test('of a compressed part nothing is returned from its first damaged block on', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { compress: 'gzip' } });
  await sink.open();
  const textOf = (n: number): string => createHash('sha256').update(String(n)).digest('base64');
  const rows = Array.from({ length: 6000 }, (_, n) => ({ n, text: textOf(n) }));
  sink.receive({ ...fromRows(SCHEMA, rows), eventTimes: new Float64Array(6000) });
  await sink.finish();
  const path = join(folder, 'part-0-0.ndjson.gz');
  const sound = readFileSync(path).subarray(0, BLOCK_BYTES);
  flip(path, BLOCK_BYTES + 40_000);
  await repair(folder);
  const left = await rowsOf(folder);
  const before = gunzipSync(sound, { finishFlush: constants.Z_SYNC_FLUSH }).toString().split('\n').length;
  expect([0 < left.length && left.length <= before, left.filter(([n, text]) => text !== textOf(n))]).toEqual([
    true,
    [],
  ]);
});

import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toRows } from '../../../engine/data/rows.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { listRecordings } from '../../../engine/recordings/library.ts';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { openManifest, recordedRows } from '../../../engine/recordings/read-rows.ts';
import { verifyRecording } from '../../../engine/recordings/verify.ts';
import type { Part } from '../../../engine/recordings/recording.ts';
import { repairRecording } from '../../../engine/recordings/repair.ts';
import type { FileSink } from '../../../engine/sinks/file.ts';
import type { SinkState } from '../../../engine/sinks/sink.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { upTo } from '../../faults/numbered-rows.ts';
import { clock, fileSink, manifestOf, namesIn, numbered } from './file-sink-parts.ts';
import { groupRows, parquetParts } from './parquet-parts.ts';

const FILES = new DurableFiles({ code: 'recording-failed', title: 'test' });
const PARQUET: Partial<FileSinkOptions> = { format: 'parquet', rolling: { sizeBytes: 1e9, intervalMs: 1000 } };

async function opened(folder: string, states?: readonly SinkState[]): Promise<FileSink> {
  const sink = fileSink(folder, { options: PARQUET });
  await sink.open(states);
  return sink;
}

async function commit(sink: FileSink, checkpoint: number, from: number, to: number): Promise<SinkState> {
  if (from < to) sink.receive(numbered(from, to));
  const state = await sink.prepareCommit(checkpoint);
  await sink.commit(checkpoint);
  return state!;
}

/** Commits nothing until a part is shown: it is made in the background. */
async function showPart(sink: FileSink, name: string, checkpoint: number): Promise<void> {
  for (let i = 0; i < 5000 && !existsSync(name); i++) await commit(sink, checkpoint + i, 0, 0);
}

/** All rows that are committed, in parts that are shown or not, as an export reads them. */
async function committed(folder: string): Promise<number[]> {
  const rows: number[] = [];
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key: null })) {
    rows.push(...toRows(batch).map(({ n }) => Number(n)));
  }
  return rows;
}

test('a Parquet part is closed in pieces at checkpoints, which are committed, and shown as one part once it is full', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  for (let i = 0; i < 3; i++) await commit(sink, i, i * 10, (i + 1) * 10);
  const before = [namesIn(folder), await parquetParts(folder), await committed(folder)];
  clock.time += 1000;
  await commit(sink, 3, 30, 40);
  await showPart(sink, join(folder, 'part-0-0.parquet'), 4);
  expect([before, namesIn(folder), await parquetParts(folder), await committed(folder)]).toEqual([
    [[...[1, 2, 3].map((piece) => `.part-0-0.${piece}.parquet.inprogress`), '.reserve'], {}, upTo(30)],
    ['.part-0-1.1.parquet.inprogress', '.reserve', 'part-0-0.parquet'],
    { 'part-0-0.parquet': upTo(30) },
    upTo(40),
  ]);
  await sink.finish();
  expect([namesIn(folder), await parquetParts(folder), groupRows(join(folder, 'part-0-0.parquet'))]).toEqual([
    ['part-0-0.parquet', 'part-0-1.parquet'],
    { 'part-0-0.parquet': upTo(30), 'part-0-1.parquet': upTo(40).slice(30) },
    [30],
  ]);
  expect([(await verifyRecording(folder)).findings, manifestOf(folder).rows]).toEqual([[], 40]);
});

test('an hour of checkpoints every 10 s leaves four files', async () => {
  const folder = temporaryFolder();
  const sink = fileSink(folder, {
    options: { format: 'parquet', rolling: { sizeBytes: 1 << 27, intervalMs: 900_000 } },
  });
  await sink.open();
  for (let i = 0; i < 360; i++) {
    await commit(sink, i, i * 6, (i + 1) * 6);
    clock.time += 10_000;
  }
  await sink.finish();
  expect([namesIn(folder), await committed(folder)]).toEqual([
    [0, 1, 2, 3].map((part) => `part-0-${part}.parquet`),
    upTo(2160),
  ]);
}, 60_000);

test('a part that no checkpoint knows of is not written twice', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  sink.receive(numbered(0, 70_000));
  clock.time += 1000;
  sink.receive(numbered(70_000, 70_001));
  await sink.prepareCommit(1);
  expect(namesIn(folder)).toEqual(['.part-0-0.parquet.inprogress', '.part-0-1.1.parquet.inprogress', '.reserve']);
  await sink.commit(1);
  await sink.finish();
  expect(Object.values(await parquetParts(folder)).flat()).toEqual(upTo(70_001));
});

test('large row groups go into the part as they are, the rows of small ones are put together', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  await commit(sink, 1, 0, 100);
  await commit(sink, 2, 100, 100_000);
  await commit(sink, 3, 100_000, 100_050);
  await sink.finish();
  expect([groupRows(join(folder, 'part-0-0.parquet')), await parquetParts(folder)]).toEqual([
    [100, 99_900, 50],
    { 'part-0-0.parquet': upTo(100_050) },
  ]);
});

test('a recording whose writer died is complete to its last commit, and who goes on in it shows all of that, once', async () => {
  const library = temporaryFolder();
  const writing = join(library, 'r');
  const sink = await opened(writing);
  await commit(sink, 1, 0, 10);
  await commit(sink, 2, 10, 20);
  sink.receive(numbered(20, 30));
  await sink.prepareCommit(3);
  const copy = join(temporaryFolder(), 'r');
  cpSync(writing, copy, { recursive: true });
  await sink.abandon('test');
  expect((await listRecordings(join(copy, '..'), clock, new Set())).map(({ state, rows }) => [state, rows])).toEqual([
    ['recovered', 20],
  ]);
  const next = await opened(copy);
  const shown = await parquetParts(copy);
  await commit(next, 1, 20, 25);
  await next.finish();
  expect([shown, await parquetParts(copy), namesIn(copy)]).toEqual([
    { 'part-0-0.parquet': upTo(20) },
    { 'part-0-0.parquet': upTo(20), 'part-0-1.parquet': upTo(25).slice(20) },
    ['part-0-0.parquet', 'part-0-1.parquet'],
  ]);
});

test('from every checkpoint, also one from before a part was shown, a sink goes on with the rows of that checkpoint', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = await opened(folder);
  const states: { readonly state: SinkState; readonly rows: number }[] = [];
  for (let i = 0; i < 6; i++) {
    if (i % 3 === 2) clock.time += 1000;
    states.push({ state: await commit(sink, i, i * 10, (i + 1) * 10), rows: (i + 1) * 10 });
  }
  const during = join(temporaryFolder(), 'r');
  cpSync(folder, during, { recursive: true });
  await sink.finish();
  for (const from of [folder, during]) {
    for (const { state, rows } of states) {
      const copy = join(temporaryFolder(), 'r');
      cpSync(from, copy, { recursive: true });
      for (let round = 0; round < 2; round++) {
        const next = await opened(copy, [state]);
        const found = Object.values(await parquetParts(copy)).flat();
        await next.release();
        expect(found, `${rows} rows, round ${round}`).toEqual(upTo(rows));
      }
      expect((await verifyRecording(copy)).findings).toEqual([]);
    }
  }
});

test('a sink that fails shows the pieces that are durable as parts', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  await commit(sink, 1, 0, 10);
  sink.receive(numbered(10, 20));
  await sink.prepareCommit(2);
  sink.receive(numbered(20, 30));
  await sink.abandon('gone');
  expect([namesIn(folder), await parquetParts(folder), manifestOf(folder).state]).toEqual([
    ['part-0-0.parquet'],
    { 'part-0-0.parquet': upTo(20) },
    'failed',
  ]);
});

test('a checkpoint whose pieces are lost is refused, and says which', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  const state = await commit(sink, 1, 0, 10);
  await sink.release();
  rmSync(join(folder, '.part-0-0.1.parquet.inprogress'));
  await expect(opened(folder, [state])).rejects.toThrow(
    `${folder}/.part-0-0.1.parquet.inprogress is not what the checkpoint says, and part-0-0.parquet has not its rows`,
  );
});

test('who reads a recording while pieces become a part gets each row once', async () => {
  for (const before of [0, 1, 2]) {
    const folder = temporaryFolder();
    const sink = await opened(folder);
    for (let i = 0; i < 3; i++) await commit(sink, i, i * 1500, (i + 1) * 1500);
    const rows: number[] = [];
    const reading = recordedRows(folder, await openManifest(folder), { span: null, key: null });
    const read = async (): Promise<boolean> => {
      const { done, value } = await reading.next();
      if (done !== true) rows.push(...toRows(value).map(({ n }) => Number(n)));
      return done !== true;
    };
    for (let i = 0; i < before; i++) await read();
    await sink.finish();
    while (await read());
    expect(rows, `${before} batches before`).toEqual(upTo(4500));
  }
});

test('what is really missing is told, and not looked for again and again', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  await commit(sink, 1, 0, 10);
  await sink.finish();
  rmSync(join(folder, 'part-0-0.parquet'));
  await expect(committed(folder)).rejects.toThrow(`cannot read ${folder}/part-0-0.parquet (no such file or folder)`);
});

/** Three pieces of 10, 5 and 10 rows, of a writer that is gone. */
async function leftPieces(): Promise<{ folder: string; piece: (number: number) => string }> {
  const folder = join(temporaryFolder(), 'r');
  const sink = await opened(folder);
  for (const [checkpoint, [from, to]] of [
    [0, 10],
    [10, 15],
    [15, 25],
  ].entries())
    await commit(sink, checkpoint, from!, to!);
  await sink.release();
  return { folder, piece: (number) => join(folder, `.part-0-0.${number}.parquet.inprogress`) };
}

test('a piece that the disk has changed makes no part: the sink says so, and the pieces stay', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  for (let i = 0; i < 3; i++) await commit(sink, i, i * 10, (i + 1) * 10);
  const piece = join(folder, '.part-0-0.2.parquet.inprogress');
  writeFileSync(
    piece,
    readFileSync(piece).map((byte, i) => (i === 20 ? byte ^ 1 : byte)),
  );
  clock.time += 1000;
  const going = async (): Promise<void> => {
    for (let i = 3; i < 5000; i++) await commit(sink, i, i * 10, (i + 1) * 10);
  };
  await expect(going()).rejects.toThrow('part-0-0.2.parquet is damaged: bytes 0 to ');
  expect(existsSync(join(folder, '.part-0-0.parquet.inprogress'))).toBe(false);
  await sink.abandon('damaged');
  expect(await parquetParts(folder)).toEqual({});
  expect(existsSync(join(folder, '.part-0-0.parquet.inprogress'))).toBe(false);
  const { findings } = await verifyRecording(folder);
  expect(findings.map(({ file, offset }) => [file, offset])).toEqual([['part-0-0.2.parquet', 0]]);
});

test('a piece that has not the rows which were committed makes no part', async () => {
  const { folder, piece } = await leftPieces();
  const manifest = manifestOf(folder);
  const unfinished = manifest.unfinished.map((part, i) => (i === 1 ? { ...part, rows: 6 } : part));
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifest, unfinished }));
  await expect(opened(folder)).rejects.toThrow('it has 5 rows instead of 6');
  expect([1, 2, 3].map((number) => existsSync(piece(number)))).toEqual([true, true, true]);
});

test.each([
  ['shorter than was committed', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['not as it was written', (bytes: Buffer) => bytes.map((byte, i) => (i === 20 ? byte ^ 1 : byte))],
] as const)('of pieces of which one is %s, the others are shown, and the damage is told', async (_what, harm) => {
  const { folder, piece } = await leftPieces();
  const before = manifestOf(folder).unfinished;
  writeFileSync(piece(2), harm(readFileSync(piece(2))));
  const sink = await opened(folder);
  await sink.finish();
  const named = (parts: readonly Part[]) => parts.map(({ name, rows, sha256 }) => [name, rows, sha256]);
  expect(named(manifestOf(folder).parts)).toEqual(named(before));
  expect([existsSync(piece(1)), existsSync(piece(3))]).toEqual([false, false]);
  expect((await verifyRecording(folder)).findings.map(({ file }) => file)).toContain('part-0-0.2.parquet');
  await repairRecording(FILES, folder, { now: 0, passphrases: [] });
  const whole = await parquetParts(folder);
  expect([whole['part-0-0.1.parquet'], whole['part-0-0.2.parquet'], whole['part-0-0.3.parquet']]).toEqual([
    upTo(10),
    [],
    upTo(25).slice(15),
  ]);
  expect((await verifyRecording(folder)).findings).toEqual([]);
});

test('a part that has fewer rows than the checkpoint counts on is not taken for them', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  for (let i = 0; i < 2; i++) await commit(sink, i, i * 10, (i + 1) * 10);
  const state = await commit(sink, 2, 20, 30);
  clock.time += 1000;
  await commit(sink, 3, 30, 40);
  await showPart(sink, join(folder, 'part-0-0.parquet'), 4);
  await sink.release();
  const other = await leftPieces();
  cpSync(other.piece(1), join(folder, 'part-0-0.parquet'));
  await expect(opened(folder, [state])).rejects.toThrow(
    'is not what the checkpoint says, and part-0-0.parquet has not',
  );
  const manifest = manifestOf(folder);
  const parts = [{ ...manifestOf(other.folder).unfinished[0]!, name: 'part-0-0.parquet' }];
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifest, parts }));
  await expect(opened(folder, [state])).rejects.toThrow('it has 10 rows instead of 30');
});

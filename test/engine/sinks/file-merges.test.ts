import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import type { FileSystem } from '../../../engine/files/file-system.ts';
import type { FileSink } from '../../../engine/sinks/file.ts';
import type { SinkState } from '../../../engine/sinks/sink.ts';
import { upTo } from '../../faults/numbered-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { faultySystem } from '../files/faulty-system.ts';
import { LosingSystem } from '../files/losing-system.ts';
import { clock, fileSink, namesIn, numbered, START } from './file-sink-parts.ts';
import { parquetParts } from './parquet-parts.ts';

const PARQUET: Partial<FileSinkOptions> = { format: 'parquet', rolling: { sizeBytes: 1e9, intervalMs: 1000 } };
const WHOLE = '.part-0-0.parquet.inprogress';
const piece = (number: number): string => `.part-0-0.${number}.parquet.inprogress`;

beforeEach(() => void (clock.time = START));

async function opened(folder: string, fileSystem?: FileSystem, states?: readonly SinkState[]): Promise<FileSink> {
  const sink = fileSink(folder, { options: PARQUET, ...(fileSystem && { fileSystem }) });
  await sink.open(states);
  return sink;
}

/** Commits pieces of the first part, each of so many rows; gives what the last checkpoint knows. */
async function commitPieces(sink: FileSink, count: number, rows: number): Promise<SinkState> {
  let state: SinkState | null = null;
  for (let i = 0; i < count; i++) {
    sink.receive(numbered(i * rows, (i + 1) * rows));
    state = await sink.prepareCommit(i);
    await sink.commit(i);
  }
  return state!;
}

/** Lets the part of the pieces be made. */
async function roll(sink: FileSink, checkpoint: number): Promise<void> {
  clock.time += 1000;
  await sink.prepareCommit(checkpoint);
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[20]! ^= 1;
  writeFileSync(path, bytes);
}

// In the order of the calls: the manifest names the part, the part gets its name, the manifest says so.
test.each([
  ['has not its name yet', 6],
  ['is shown already', 7],
])('a part that the manifest counts on is not made again by who goes on from before: it %s', async (_what, at) => {
  const folder = temporaryFolder();
  const sink = await opened(folder, faultySystem({ call: 'rename', at, how: 'EIO' }));
  const state = await commitPieces(sink, 3, 10);
  await roll(sink, 3);
  const going = async (): Promise<void> => {
    for (let i = 3; i < 5000; i++) {
      await sink.commit(i);
      await sink.prepareCommit(i + 1);
    }
  };
  await expect(going()).rejects.toThrow('cannot rename');
  await sink.release();
  const fileSystem = faultySystem();
  const next = await opened(folder, fileSystem, [state]);
  expect([await parquetParts(folder), fileSystem.calls.filter((call) => call.endsWith(WHOLE))]).toEqual([
    { 'part-0-0.parquet': upTo(30) },
    [],
  ]);
  await next.finish();
  expect(namesIn(folder)).toEqual(['part-0-0.parquet']);
});

test('pieces that were shown one by one are not put together by who goes on from before: no row is there twice', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  const state = await commitPieces(sink, 3, 10);
  await sink.release();
  renameSync(join(folder, piece(2)), join(folder, 'elsewhere'));
  await (await opened(folder)).finish();
  expect(Object.keys(await parquetParts(folder))).toEqual(['part-0-0.1.parquet', 'part-0-0.3.parquet']);
  renameSync(join(folder, 'elsewhere'), join(folder, piece(2)));
  await expect(opened(folder, undefined, [state])).rejects.toThrow('is not what the checkpoint says');
  expect(Object.values(await parquetParts(folder)).flat()).toEqual([...upTo(10), ...upTo(30).slice(20)]);
});

test('a part that was made, and not shown when the sink fails, is shown as it is: on a full disk it could not be made again', async () => {
  const folder = temporaryFolder();
  const fileSystem = faultySystem();
  const sink = await opened(folder, fileSystem);
  await commitPieces(sink, 3, 10);
  await roll(sink, 3);
  await expect.poll(() => fileSystem.calls).toContain(`datasync ${WHOLE}`);
  await sink.abandon('the disk is full');
  expect([await parquetParts(folder), fileSystem.calls.filter((call) => call === `open ${WHOLE}`).length]).toEqual([
    { 'part-0-0.parquet': upTo(30) },
    1,
  ]);
});

test('a sink that is let go of while a part is being made leaves its pieces, and nothing of the part', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  await commitPieces(sink, 3, 20_000);
  await roll(sink, 3);
  await sink.release();
  expect(namesIn(folder)).toEqual([1, 2, 3].map(piece));
});

test('once a part could not be made, none after it is, and no file is left open', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'r');
  const system = new LosingSystem(root, Infinity);
  const sink = await opened(folder, system);
  await commitPieces(sink, 2, 10);
  flip(join(folder, piece(1)));
  await roll(sink, 2);
  for (const checkpoint of [3, 4]) {
    sink.receive(numbered(checkpoint * 10, (checkpoint + 1) * 10));
    await sink.prepareCommit(checkpoint, checkpoint === 4);
  }
  await expect(sink.commit(4)).rejects.toThrow('part-0-0.1.parquet is damaged');
  await sink.release();
  expect([namesIn(folder).filter((name) => name.startsWith('.part-0-1.p')), system.unclosed]).toEqual([[], []]);
});

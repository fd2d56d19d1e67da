import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { faultySystem } from '../files/faulty-system.ts';
import { LosingSystem } from '../files/losing-system.ts';
import { fileSink, namesIn, numbered, partsOf } from './file-sink-parts.ts';

const BY_SIZE = { rolling: { sizeBytes: 100, intervalMs: 1e9 } };

/** So many rows that they are handed to the background writer at once. */
const MANY = 20_000;

test('a sink that was refused its folder takes nothing away from the one that writes there', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  const refused = fileSink(folder);
  await expect(refused.open()).rejects.toMatchObject({ code: 'conflict' });
  await refused.release();
  await expect(fileSink(folder).open()).rejects.toMatchObject({ code: 'conflict' });
  expect(namesIn(folder)).toEqual(['.reserve']);
  await sink.finish();
});

test('where a part could not be begun no rows that came after it are shown: a recording has no hole', async () => {
  const folder = temporaryFolder();
  const fileSystem = faultySystem({ call: 'open', at: 4, how: 'EIO' });
  const sink = fileSink(folder, { fileSystem });
  await sink.open();
  sink.receive(numbered(0, MANY));
  sink.receive(numbered(MANY, 2 * MANY));
  await expect(sink.prepareCommit(1)).rejects.toThrow('cannot create');
  await sink.abandon('the disk fails');
  expect([fileSystem.calls.filter((call) => call.includes('part-')).length, partsOf(folder)]).toEqual([1, {}]);
});

test('who waits for room hears of the failure for which there will be none', async () => {
  const fileSystem = faultySystem({ call: 'write', at: 3, how: 'ENOSPC' });
  const sink = fileSink(temporaryFolder(), { rowsMax: 100, fileSystem });
  await sink.open();
  sink.receive(numbered(0, 100));
  await expect(sink.room()).rejects.toThrow('the disk is full');
  await sink.release();
});

test('parts that were closed are shown by a sink that fails amid one of which nothing is durable', async () => {
  const folder = temporaryFolder();
  const warnings: string[] = [];
  const sink = fileSink(folder, { options: BY_SIZE, warn: (message) => warnings.push(message) });
  await sink.open();
  sink.receive(numbered(0, 10));
  sink.receive(numbered(10, MANY));
  await sink.abandon('gone');
  expect([partsOf(folder), warnings]).toEqual([{ 'part-0-0.ndjson': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }, []]);
});

const FORMATS: readonly Partial<FileSinkOptions>[] = [{}, { format: 'csv', compress: 'gzip' }, { format: 'parquet' }];

test.each(FORMATS)('no file is left open, however a sink ends, %j', async (options) => {
  for (const end of ['finish', 'abandon', 'release'] as const) {
    const root = temporaryFolder();
    const system = new LosingSystem(root, Infinity);
    const sink = fileSink(join(root, 'r'), { options: { ...options, ...BY_SIZE }, fileSystem: system });
    await sink.open();
    for (let i = 0; i < 3; i++) {
      sink.receive(numbered(i * 10, (i + 1) * 10));
      await sink.prepareCommit(i);
      await sink.commit(i);
    }
    sink.receive(numbered(30, MANY));
    await sink[end]('gone');
    expect([end, system.unclosed]).toEqual([end, []]);
  }
});

test('a commit with nothing new touches no file, and one that shows no part names what is committed once', async () => {
  const folder = join(temporaryFolder(), 'r');
  const fileSystem = faultySystem();
  const sink = fileSink(folder, { options: { compress: 'gzip' }, fileSystem });
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.prepareCommit(1);
  fileSystem.calls.length = 0;
  await sink.commit(1);
  const manifest = '.manifest.json.new';
  expect(fileSystem.calls).toEqual([
    ...[`open ${manifest}`, `write ${manifest}`, `datasync ${manifest}`, 'rename manifest.json', 'open r', 'sync r'],
  ]);
  fileSystem.calls.length = 0;
  await sink.prepareCommit(2);
  await sink.commit(2);
  expect(fileSystem.calls).toEqual([]);
  await sink.finish();
});

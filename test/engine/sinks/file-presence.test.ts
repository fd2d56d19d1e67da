import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '../../../engine/files/file-system.ts';
import type { FileSystem } from '../../../engine/files/file-system.ts';
import type { FileSink } from '../../../engine/sinks/file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fileSink, numbered } from './file-sink-parts.ts';

async function begun(fileSystem: FileSystem = nodeFileSystem): Promise<{ folder: string; sink: FileSink }> {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { fileSystem });
  await sink.open();
  sink.receive(numbered(0, 10));
  return { folder, sink };
}

/** Another folder stands where it was. */
function replace(folder: string): void {
  renameSync(folder, `${folder}.away`);
  mkdirSync(folder);
}

const REPLACED = { code: 'sink-failed', message: expect.stringContaining('was removed or replaced') as string };

test('a part that has the name of a file which somebody else put there is not shown, and the file stays', async () => {
  const { folder, sink } = await begun();
  writeFileSync(join(folder, 'part-0-0.ndjson'), 'mine');
  await sink.prepareCommit(1, true);
  await expect(sink.commit(1)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining("exists already, and is not this sink's") as string,
  });
  await sink.release();
  expect(readFileSync(join(folder, 'part-0-0.ndjson'), 'utf8')).toBe('mine');
});

test('a file that stands in the place of an open part is noticed at the next checkpoint', async () => {
  const { folder, sink } = await begun();
  await sink.prepareCommit(1);
  const hidden = join(folder, '.part-0-0.ndjson.inprogress');
  renameSync(hidden, `${hidden}.away`);
  writeFileSync(hidden, 'another');
  sink.receive(numbered(10, 20));
  await expect(sink.prepareCommit(2)).rejects.toMatchObject(REPLACED);
  await sink.release();
});

test('a folder that stands in the place of the one that is written to is noticed at the next checkpoint, also where no part is open', async () => {
  const { folder, sink } = await begun();
  await sink.prepareCommit(1, true);
  await sink.commit(1);
  replace(folder);
  await expect(sink.prepareCommit(2)).rejects.toMatchObject(REPLACED);
  await sink.release();
});

test('a folder that is replaced between a checkpoint and its commit is not written to', async () => {
  const { folder, sink } = await begun();
  await sink.prepareCommit(1, true);
  replace(folder);
  await expect(sink.commit(1)).rejects.toMatchObject(REPLACED);
  await sink.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder of the same number on another disk is another one', async () => {
  let moved = 0;
  const stat = async (path: string) => {
    const { dev, ino, nlink, size } = await nodeFileSystem.stat(path);
    return { dev: dev + moved, ino, nlink, size, isDirectory: () => true };
  };
  const { sink } = await begun({ ...nodeFileSystem, stat });
  await sink.prepareCommit(1, true);
  await sink.commit(1);
  moved = 1;
  await expect(sink.prepareCommit(2)).rejects.toMatchObject(REPLACED);
  await sink.release();
});

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { describeFault } from '../../engine/fault.ts';
import type { FileSystem } from '../../engine/files/file-system.ts';
import { nodeFileSystem } from '../../engine/files/file-system.ts';
import { faultySystem } from '../engine/files/faulty-system.ts';
import type { Trouble } from '../engine/files/faulty-system.ts';
import { fileSink, numbered } from '../engine/sinks/file-sink-parts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { rowsIn, upTo } from './numbered-rows.ts';

const isRoot = process.getuid?.() === 0;
const BATCH = 200;

/** Writes and commits ten batches in parts of some two batches; gives the failure, or null, and how many rows were committed, in closed parts or open ones. */
async function record(folder: string, fileSystem: FileSystem): Promise<{ failure: string | null; committed: number }> {
  const sink = fileSink(folder, { options: { rolling: { sizeBytes: 8000, intervalMs: 1e9 } }, fileSystem });
  let committed = 0;
  try {
    await sink.open();
    for (let i = 0; i < 10; i++) {
      sink.receive(numbered(i * BATCH, (i + 1) * BATCH));
      await sink.prepareCommit(i);
      await sink.commit(i);
      committed = (i + 1) * BATCH;
    }
    await sink.finish();
    return { failure: null, committed: 10 * BATCH };
  } catch (error) {
    const { code, message } = describeFault(error);
    await sink.abandon(message);
    return { failure: code === 'sink-failed' ? message : `${code}: ${message}`, committed };
  }
}

/** What must hold whatever happened: finished parts are whole, in order, once, and hold all that was committed. */
function check(folder: string, committed: number): void {
  const rows = rowsIn(folder);
  expect(rows).toEqual(upTo(rows.length));
  expect(committed).toBeLessThanOrEqual(rows.length);
}

test.each([
  ['write', 'ENOSPC', /^sink "recording": cannot write .*the disk is full\); free space/],
  ['datasync', 'EIO', /^sink "recording": cannot sync .*input\/output error\)/],
  ['sync', 'EIO', /^sink "recording": cannot sync the folder .*input\/output error\)/],
  ['rename', 'EROFS', /^sink "recording": cannot rename .*read-only\)/],
  ['open', 'EMFILE', /^sink "recording": cannot .*too many open files\)/],
] as const)(
  'when the %s number N fails with %s, for every N, the sink says so and what was committed is safe',
  async (call, how, message) => {
    let failures = 0;
    for (let at = 1; ; at++) {
      const folder = join(temporaryFolder(), 'r');
      mkdirSync(folder);
      const { failure, committed } = await record(folder, faultySystem({ call, at, how } satisfies Trouble));
      check(folder, committed);
      if (failure === null) break;
      expect(failure).toMatch(message);
      failures++;
    }
    expect(failures).toBeGreaterThan(10);
  },
  60_000,
);

test.runIf(isRoot)(
  'on a disk that really runs full, at any size, the sink says so and what was committed is safe',
  async () => {
    let failures = 0;
    for (let pages = 2; pages <= 60; pages += 2) {
      const folder = join(mountTmpfs(`size=${pages * 4}k`), 'r');
      mkdirSync(folder);
      const { failure, committed } = await record(folder, nodeFileSystem);
      check(folder, committed);
      if (failure !== null) failures++;
      if (failure !== null) expect(failure).toMatch(/the disk is full\); free space and start again/);
    }
    expect(failures).toBeGreaterThan(5);
  },
  60_000,
);

test.runIf(isRoot)('on a disk without room for further names, the sink says so', async () => {
  const folder = mountTmpfs('size=1m,nr_inodes=5');
  const { failure, committed } = await record(folder, nodeFileSystem);
  check(folder, committed);
  expect(failure).toMatch(/cannot create .*the disk is full\)/);
});

test.runIf(isRoot)('a read-only disk is a fault when the sink is opened', async () => {
  const folder = mountTmpfs('size=1m,ro');
  await expect(fileSink(join(folder, 'r')).open()).rejects.toThrow(
    `sink "recording": cannot create the folder ${folder}/r (the file system is read-only); choose a folder on another disk`,
  );
});

test.runIf(isRoot)('a disk that is unmounted while it is written to is noticed at the next commit', async () => {
  const folder = mountTmpfs('size=1m');
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.prepareCommit(1);
  execFileSync('umount', ['-l', folder]);
  sink.receive(numbered(10, 20));
  await expect(sink.prepareCommit(2)).rejects.toMatchObject({
    code: 'sink-failed',
    message: expect.stringContaining(folder) as string,
  });
  await sink.abandon('gone');
});

test.skipIf(isRoot)('a folder that may not be written to is a fault when the sink is opened', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o500);
  onTestFinished(() => chmodSync(folder, 0o700));
  await expect(fileSink(join(folder, 'r')).open()).rejects.toThrow(
    '(permission denied); allow it, or choose another folder',
  );
});

function mountTmpfs(options: string): string {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => {
    if (readFileSync('/proc/mounts', 'utf8').includes(` ${folder} `)) execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

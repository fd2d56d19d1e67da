import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { describeFault } from '../../engine/fault.ts';
import type { FileSystem } from '../../engine/files/file-system.ts';
import { nodeFileSystem } from '../../engine/files/file-system.ts';
import { faultySystem } from '../engine/files/faulty-system.ts';
import type { Trouble } from '../engine/files/faulty-system.ts';
import { fileSink, numbered } from '../engine/sinks/file-sink-parts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { FileSinkOptions } from '../../engine/document/plan.ts';
import { PASSPHRASES } from './kinds.ts';
import type { Kind } from './kinds.ts';
import { committedIn, upTo } from './numbered-rows.ts';
import { allowedMs } from './rounds.ts';

const isRoot = process.getuid?.() === 0;
const BATCH = 200;

const OPTIONS: Readonly<Record<Kind, Partial<FileSinkOptions>>> = {
  lines: {},
  parquet: { format: 'parquet' },
  encrypted: { encrypt: { passphrase: PASSPHRASES[0]! } },
};

/** Writes and commits ten batches in parts of some two batches; gives the failure, or null, and how many rows were committed, in closed parts or open ones. */
async function record(
  folder: string,
  fileSystem: FileSystem,
  kind: Kind = 'lines',
): Promise<{ failure: string | null; committed: number }> {
  const rolling = { sizeBytes: 8000, intervalMs: 1e9 };
  const sink = fileSink(folder, { options: { rolling, ...OPTIONS[kind] }, fileSystem });
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

/** What must hold whatever happened: what is committed is whole, in order, once; of lines, in finished parts. */
async function check(folder: string, committed: number, kind: Kind = 'lines'): Promise<void> {
  const isBegun = existsSync(join(folder, 'manifest.json'));
  const rows = isBegun ? await committedIn(folder, kind) : [];
  expect(rows).toEqual(upTo(rows.length));
  expect(committed).toBeLessThanOrEqual(rows.length);
}

const TROUBLES = [
  ['write', 'ENOSPC', /^sink "recording": cannot write .*the disk is full\); free space/],
  ['datasync', 'EIO', /^sink "recording": cannot sync .*input\/output error\)/],
  ['sync', 'EIO', /^sink "recording": cannot sync the folder .*input\/output error\)/],
  ['rename', 'EROFS', /^sink "recording": cannot rename .*read-only\)/],
  ['open', 'EMFILE', /^sink "recording": cannot .*too many open files\)/],
] as const;

test.each((['lines', 'parquet'] as const).flatMap((kind) => TROUBLES.map((trouble) => [kind, ...trouble] as const)))(
  'when, of %s, the %s number N fails with %s, for every N, the sink says so and what was committed is safe',
  async (kind, call, how, message) => {
    let failures = 0;
    for (let at = 1; ; at++) {
      const folder = join(temporaryFolder(), 'r');
      mkdirSync(folder);
      const { failure, committed } = await record(folder, faultySystem({ call, at, how } satisfies Trouble), kind);
      await check(folder, committed, kind);
      if (failure === null) break;
      expect(failure).toMatch(message);
      failures++;
    }
    expect(failures).toBeGreaterThan(10);
  },
  allowedMs(120_000),
);

// Each takes the time of several passphrases: only some.
test.each([
  ['write', 'ENOSPC', 7],
  ['datasync', 'EIO', 9],
  ['rename', 'EROFS', 12],
] as const)(
  'when, of encrypted lines, the %s fails with %s, the sink says so and what was committed is safe',
  async (call, how, at) => {
    const folder = join(temporaryFolder(), 'r');
    mkdirSync(folder);
    const { failure, committed } = await record(folder, faultySystem({ call, at, how }), 'encrypted');
    await check(folder, committed, 'encrypted');
    expect([failure !== null, 0 < committed]).toEqual([true, true]);
  },
  allowedMs(60_000),
);

test.each(['lines', 'parquet', 'encrypted'] as const)(
  'of %s, writes that the system takes only in part are gone on with',
  async (kind) => {
    const folder = join(temporaryFolder(), 'r');
    mkdirSync(folder);
    const short = [1, 4, 5, 6, 9, 14].map((at) => ({ call: 'write', at, how: 3 }) as const);
    const { failure, committed } = await record(folder, faultySystem(...short), kind);
    await check(folder, committed, kind);
    expect([failure, committed]).toEqual([null, 10 * BATCH]);
  },
  allowedMs(60_000),
);

test.each(['lines', 'parquet', 'encrypted'] as const)(
  'of %s, a folder that is removed while it is written to is noticed, and nothing is made in its place',
  async (kind) => {
    const folder = join(temporaryFolder(), 'r');
    const sink = fileSink(folder, { options: OPTIONS[kind] });
    await sink.open();
    sink.receive(numbered(0, 10));
    await sink.prepareCommit(1);
    await sink.commit(1);
    rmSync(folder, { recursive: true });
    sink.receive(numbered(10, 20));
    await expect(sink.prepareCommit(2)).rejects.toMatchObject({ code: 'sink-failed' });
    await sink.abandon('gone');
    expect(existsSync(folder)).toBe(false);
  },
  allowedMs(60_000),
);

test.runIf(isRoot).each(['lines', 'parquet'] as const)(
  'on a disk that really runs full with %s, at any size, the sink says so and what was committed is safe',
  async (kind) => {
    let failures = 0;
    for (let pages = 2; pages <= 60; pages += 2) {
      const folder = join(mountTmpfs(`size=${pages * 4}k`), 'r');
      mkdirSync(folder);
      const { failure, committed } = await record(folder, nodeFileSystem, kind);
      await check(folder, committed, kind);
      if (failure !== null) failures++;
      if (failure !== null) expect(failure).toMatch(/the disk is full\); free space and start again/);
    }
    expect(failures).toBeGreaterThan(5);
  },
  allowedMs(60_000),
);

test.runIf(isRoot)('on a disk without room for further names, the sink says so', async () => {
  const folder = mountTmpfs('size=1m,nr_inodes=5');
  const { failure, committed } = await record(folder, nodeFileSystem);
  await check(folder, committed);
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

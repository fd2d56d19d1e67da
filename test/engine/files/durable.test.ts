import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { appendFully } from '../../../engine/files/append.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { nodeFileSystem } from '../../../engine/files/file-system.ts';
import { faultySystem } from './faulty-system.ts';
import { LosingSystem } from './losing-system.ts';
import type { Trouble } from './faulty-system.ts';

const OWNER = { code: 'sink-failed', title: 'sink "disk"' } as const;
const BYTES = new TextEncoder().encode('0123456789');

function durable(...troubles: Trouble[]) {
  const system = faultySystem(...troubles);
  return { files: new DurableFiles(OWNER, system), calls: system.calls };
}

test('replacing a file syncs it before the rename, and the folder after', async () => {
  const folder = temporaryFolder();
  const { files, calls } = durable();
  writeFileSync(join(folder, '.state.new'), 'left over');
  await files.replace(join(folder, 'state'), BYTES);
  expect([calls, readFileSync(join(folder, 'state'), 'utf8'), readdirSync(folder)]).toEqual([
    [
      'open .state.new',
      'write .state.new',
      'datasync .state.new',
      'rename state',
      `open ${basename(folder)}`,
      `sync ${basename(folder)}`,
    ],
    '0123456789',
    ['state'],
  ]);
});

test('a replace that fails anywhere leaves the old content', async () => {
  for (const call of ['open', 'write', 'datasync', 'rename'] as const) {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'state'), 'old');
    await expect(durable({ call, at: 1, how: 'EIO' }).files.replace(join(folder, 'state'), BYTES)).rejects.toThrow(
      'sink "disk": cannot ',
    );
    expect(readFileSync(join(folder, 'state'), 'utf8')).toBe('old');
  }
});

test('a short write is gone on with until all bytes are there', async () => {
  const folder = temporaryFolder();
  const { files, calls } = durable({ call: 'write', at: 1, how: 3 }, { call: 'write', at: 2, how: 1 });
  const file = await files.create(join(folder, 'a'));
  await file.write(BYTES);
  await file.close();
  expect([readFileSync(file.path, 'utf8'), file.sizeBytes, calls.filter((call) => call === 'write a').length]).toEqual([
    '0123456789',
    10,
    3,
  ]);
});

test('a file that is cut back holds what was before the cut, and its end', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a');
  writeFileSync(path, '0123456789');
  await durable().files.cutBack(path, 4, new TextEncoder().encode('end'));
  expect(readFileSync(path, 'utf8')).toBe('0123end');
});

test('no file that was written, and no folder that was synced, is left open, also where the disk fails amid it', async () => {
  for (let calls = 0; calls < 11; calls++) {
    const folder = temporaryFolder();
    const system = new LosingSystem(folder, calls);
    const files = new DurableFiles(OWNER, system);
    const done = files.replace(join(folder, 'state'), BYTES).then(() => files.cutBack(join(folder, 'state'), 4, BYTES));
    await done.catch(() => undefined);
    expect([calls, system.isCut, system.unclosed]).toEqual([calls, calls < 10, []]);
  }
});

test('a full disk is a fault that names the file, and what to do', async () => {
  const folder = temporaryFolder();
  const { files } = durable({ call: 'write', at: 1, how: 3 }, { call: 'write', at: 2, how: 'ENOSPC' });
  const file = await files.create(join(folder, 'a'));
  await expect(file.write(BYTES)).rejects.toMatchObject({
    code: 'sink-failed',
    message: `sink "disk": cannot write ${file.path} (the disk is full); free space and start again; everything up to the last commit is safe`,
  });
  await file.close();
});

test('after a failed sync the file is dead: it is neither written nor synced again', async () => {
  const { files, calls } = durable({ call: 'datasync', at: 1, how: 'EIO' });
  const file = await files.create(join(temporaryFolder(), 'a'));
  await file.write(BYTES);
  await expect(file.sync()).rejects.toThrow('input/output error');
  await expect(file.sync()).rejects.toThrow('input/output error');
  await expect(file.write(BYTES)).rejects.toThrow('input/output error');
  await file.close();
  expect(calls).toEqual(['open a', 'write a', 'datasync a']);
});

test('a file that is there already is never written over', async () => {
  const path = join(temporaryFolder(), 'a');
  writeFileSync(path, 'mine');
  await expect(durable().files.create(path)).rejects.toThrow('it exists already');
});

test('of new folders, every one is synced into the one above', async () => {
  const folder = temporaryFolder();
  const { files, calls } = durable();
  await files.createFolder(join(folder, 'x', 'y'));
  await files.createFolder(join(folder, 'x', 'y'));
  const name = basename(folder);
  expect(calls).toEqual(['mkdir x', `open ${name}`, `sync ${name}`, 'mkdir y', 'open x', 'sync x']);
});

test('a folder that cannot be made is a fault that names it', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(durable().files.createFolder(join(file, 'x'))).rejects.toThrow('(a part of the path is not a folder)');
});

test('a file where a folder has to be is a fault that names it', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(durable().files.createFolder(file)).rejects.toThrow(
    `cannot create the folder ${file} (it exists already)`,
  );
});

test('a folder that somebody else makes at the same time is there, and one that nobody may make is told', async () => {
  const folder = temporaryFolder();
  const mkdir = async (path: string): Promise<void> => {
    await nodeFileSystem.mkdir(path);
    throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  };
  await new DurableFiles(OWNER, { ...nodeFileSystem, mkdir }).createFolder(join(folder, 'a', 'b'));
  expect(readdirSync(join(folder, 'a'))).toEqual(['b']);
  const refused = durable({ call: 'mkdir', at: 1, how: 'EACCES' });
  await expect(refused.files.createFolder(join(folder, 'c'))).rejects.toThrow(`cannot create the folder ${folder}`);
});

test('what is appended is all there where the system takes it in several goes, and no file is left open', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a');
  await appendFully(path, BYTES, faultySystem({ call: 'write', at: 1, how: 3 }));
  expect(readFileSync(path)).toEqual(Buffer.from(BYTES));
  const system = new LosingSystem(folder, Infinity);
  await appendFully(path, BYTES, system);
  expect(system.unclosed).toEqual([]);
});

test('what is synced already is not synced again', async () => {
  const { files, calls } = durable();
  const file = await files.create(join(temporaryFolder(), 'a'));
  await file.sync();
  await file.write(BYTES);
  await file.sync();
  await file.sync();
  await file.close();
  expect(calls).toEqual(['open a', 'write a', 'datasync a']);
});

test('a write that the system takes nothing of is a failure, not a success', async () => {
  const { files } = durable({ call: 'write', at: 1, how: 0 });
  const file = await files.create(join(temporaryFolder(), 'a'));
  await expect(file.write(BYTES)).rejects.toThrow('the system takes no more bytes');
  await file.close();
});

test('a file that another one stands in the place of, on whatever disk, is noticed', async () => {
  const path = join(temporaryFolder(), 'a');
  const file = await durable().files.create(path);
  await file.checkPresence();
  renameSync(path, `${path}.away`);
  writeFileSync(path, 'another');
  await expect(file.checkPresence()).rejects.toThrow('was removed or replaced');
  await file.close();
  // On another disk it may have the same number.
  const system = {
    ...nodeFileSystem,
    stat: async (named: string) => {
      const { dev, ino, nlink, size } = await nodeFileSystem.stat(named);
      return { dev: dev + 1, ino, nlink, size, isDirectory: () => false };
    },
  };
  const elsewhere = await new DurableFiles(OWNER, system).create(`${path}.b`);
  await expect(elsewhere.checkPresence()).rejects.toThrow('was removed or replaced');
  await elsewhere.close();
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RejectsFile } from '../../../engine/files/rejects.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { faultySystem } from './faulty-system.ts';
import { LosingSystem } from './losing-system.ts';

const row = (line: number) => ({ file: 'in', line, reason: 'bad', text: '{' });

test('rejected rows are appended as NDJSON, also after a line that was cut off', async () => {
  const path = join(temporaryFolder(), 'new', 'rejects.ndjson');
  for (const line of [1, 2]) {
    const rejects = new RejectsFile(path);
    rejects.put(row(line));
    rejects.put(row(line + 10));
    await rejects.close();
    writeFileSync(path, '{"file":"i', { flag: 'a' });
  }
  const json = (line: number): string => JSON.stringify(row(line));
  expect(readFileSync(path, 'utf8').split('\n')).toEqual([
    json(1),
    json(11),
    '{"file":"i',
    json(2),
    json(12),
    '{"file":"i',
  ]);
});

test('rejected rows of a further run follow those of the run before without a line between', async () => {
  const path = join(temporaryFolder(), 'rejects.ndjson');
  for (const line of [1, 2]) {
    const rejects = new RejectsFile(path);
    rejects.put(row(line));
    await rejects.close();
  }
  expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(row(1))}\n${JSON.stringify(row(2))}\n`);
});

test('without rejected rows there is no file, and nothing to warn of', async () => {
  const path = join(temporaryFolder(), 'rejects.ndjson');
  const warnings: string[] = [];
  await new RejectsFile(path, { warn: (message) => warnings.push(message) }).close();
  expect(warnings).toEqual([]);
  expect(() => readFileSync(path)).toThrow('ENOENT');
});

test('a full disk costs the rejected rows, is told once, with how many at the end, and nothing else', async () => {
  const warnings: string[] = [];
  const fileSystem = faultySystem({ call: 'write', at: 1, how: 'ENOSPC' });
  const rejects = new RejectsFile(join(temporaryFolder(), 'r'), {
    warn: (message) => warnings.push(message),
    fileSystem,
  });
  rejects.put(row(1));
  await rejects.close();
  rejects.put(row(2));
  expect([warnings, rejects.dropped]).toEqual([
    [
      expect.stringContaining('the disk is full'),
      expect.stringMatching(/^1 rejected rows were counted but not kept in/),
    ],
    2,
  ]);
});

test('rows that come faster than they can be written are dropped and counted', async () => {
  const rejects = new RejectsFile(join(temporaryFolder(), 'r'));
  for (let i = 0; i < 10; i++) rejects.put({ ...row(i), text: 'x'.repeat(1_000_000) });
  await rejects.close();
  expect(rejects.dropped).toBe(6);
});

test('what was put is durable after a sync, which a broken disk does not make a failure', async () => {
  const path = join(temporaryFolder(), 'r');
  const warnings: string[] = [];
  const fileSystem = faultySystem({ call: 'datasync', at: 2, how: 'EIO' });
  const rejects = new RejectsFile(path, { warn: (message) => warnings.push(message), fileSystem });
  rejects.put(row(1));
  await rejects.sync();
  const kept = readFileSync(path, 'utf8');
  rejects.put(row(2));
  await rejects.sync();
  await rejects.close();
  expect([kept, warnings]).toEqual([`${JSON.stringify(row(1))}\n`, [expect.stringContaining('sync')]]);
});

test('the file is in its folder after a power cut, with all that was put before the sync, and closed in the end', async () => {
  const root = temporaryFolder();
  const system = new LosingSystem(root, Infinity);
  const rejects = new RejectsFile(join(root, 'rejects.ndjson'), { fileSystem: system });
  rejects.put(row(1));
  await rejects.sync();
  const { unsynced } = system;
  await rejects.close();
  expect([unsynced, system.unclosed]).toEqual([[], []]);
});

test('rows are whole where the system takes them in several goes', async () => {
  const path = join(temporaryFolder(), 'rejects.ndjson');
  const rejects = new RejectsFile(path, { fileSystem: faultySystem({ call: 'write', at: 1, how: 3 }) });
  rejects.put(row(1));
  await rejects.close();
  expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(row(1))}\n`);
});

test('after a failed sync no row counts as kept', async () => {
  const rejects = new RejectsFile(join(temporaryFolder(), 'rejects.ndjson'), {
    fileSystem: faultySystem({ call: 'datasync', at: 1, how: 'EIO' }),
  });
  rejects.put(row(1));
  await rejects.sync();
  rejects.put(row(2));
  await rejects.close();
  expect(rejects.dropped).toBe(1);
});

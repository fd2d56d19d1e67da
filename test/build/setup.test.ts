import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { integrityOf } from '../../build/setup/download.mjs';
import { withLock } from '../../build/setup/lock.mjs';
import { satisfies } from '../../build/setup/packages.mjs';
import { lineToType } from '../../build/setup/system.mjs';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'millrace-setup-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('what is installed satisfies the lock', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };

  test('with every package in its version, but those of other systems', () => {
    expect(satisfies({ packages: { 'node_modules/a': { version: '1.0.0' } } }, lock)).toBe(true);
  });

  test.each([
    ['a package is missing', { 'node_modules/b': { version: '2.0.0' } }],
    ['a version is another', { 'node_modules/a': { version: '1.0.1' } }],
    [
      'an optional version is another',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
    ],
  ])('not when %s', (_what, packages) => {
    expect(satisfies({ packages }, lock)).toBe(false);
  });
});

describe('a lock', () => {
  test('lets in one after the other, also within a process', async () => {
    const file = path.join(folder, 'lock');
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} in`);
      await Promise.resolve();
      events.push(`${name} out`);
    };
    await withLock(file, work('a'));
    await withLock(file, work('b'));
    expect([events, existsSync(file)]).toEqual([['a in', 'a out', 'b in', 'b out'], false]);
  });

  test('is free again when its work failed', async () => {
    const file = path.join(folder, 'lock');
    await expect(withLock(file, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    await expect(withLock(file, () => 'done')).resolves.toBe('done');
  });

  test('of a process that died is taken over', async () => {
    const file = path.join(folder, 'lock');
    const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => dead.on('close', resolve));
    writeFileSync(file, String(dead.pid));
    await expect(withLock(file, () => 'done')).resolves.toBe('done');
  });
});

test('who is not root is told one line, with the names that the system knows', () => {
  const missing = [
    { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
    { command: 'Xvfb', packages: ['xvfb'] },
  ];
  const install = 'sudo apt-get update && sudo apt-get install -y';
  expect([
    lineToType(missing, (name) => name === 'libasound2t64' || name === 'xvfb'),
    lineToType(missing, (name) => name === 'libasound2' || name === 'xvfb'),
    lineToType(missing, () => false),
  ]).toEqual([`${install} libasound2t64 xvfb`, `${install} libasound2 xvfb`, `${install} libasound2 xvfb`]);
});

test('the sum of a file is written as in package-lock.json', async () => {
  const file = path.join(folder, 'a');
  writeFileSync(file, 'abc');
  // The test vector of FIPS 180 for SHA-512.
  expect(await integrityOf(file)).toBe(
    'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==',
  );
});

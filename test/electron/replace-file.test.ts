import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile } from '../../electron/replace-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a file is synced before it takes the place of the one before, and its folder after', () => {
  const folder = path.join(temporaryFolder(), 'new');
  const file = path.join(folder, 'list');
  const done: string[] = [];
  const opened = new Map<number, string>();
  const note = (what: string, handle: unknown): unknown => done.push(`${what} ${opened.get(handle as number)}`);
  const calls = {
    ...fs,
    openSync: (name: string, flags: string): number => {
      const handle = fs.openSync(name, flags);
      opened.set(handle, path.basename(name));
      return handle;
    },
    writeFileSync: (handle: number, text: string): void => {
      note('write', handle);
      fs.writeFileSync(handle, text);
    },
    fsyncSync: (handle: number): void => {
      note('sync', handle);
      fs.fsyncSync(handle);
    },
    closeSync: (handle: number): void => {
      opened.delete(handle);
      fs.closeSync(handle);
    },
    renameSync: (from: string, to: string): void => {
      done.push(`rename ${path.basename(to)}`);
      fs.renameSync(from, to);
    },
  };
  replaceFile(file, 'one', calls as unknown as typeof fs);
  replaceFile(file, 'two', calls as unknown as typeof fs);
  const once = [
    'write list.tmp',
    'sync list.tmp',
    'rename list',
    ...(process.platform === 'win32' ? [] : ['sync new']),
  ];
  expect(opened.size, 'nothing stays open').toBe(0);
  expect([done, fs.readFileSync(file, 'utf8'), fs.readdirSync(folder)]).toEqual([[...once, ...once], 'two', ['list']]);
});

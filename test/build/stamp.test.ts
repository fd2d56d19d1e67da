import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentOf, filesOf, looksOf } from '../../build/bundle/stamp.mjs';

let root: string;
const marks = () => {
  const files = filesOf(root, ['src', 'package.json', 'not-there']);
  return { looks: looksOf(files), content: contentOf(root, files) };
};

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'millrace-stamp-'));
  mkdirSync(path.join(root, 'src'));
  writeFileSync(path.join(root, 'src', 'a.ts'), 'one');
  writeFileSync(path.join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

test('a file that was only touched looks new and is the same', () => {
  const before = marks();
  utimesSync(path.join(root, 'src', 'a.ts'), 1, 1);
  const after = marks();
  expect([after.looks === before.looks, after.content === before.content]).toEqual([false, true]);
});

test.each([
  ['changed', () => writeFileSync(path.join(root, 'src', 'a.ts'), 'two')],
  ['added', () => writeFileSync(path.join(root, 'src', 'b.ts'), '')],
  ['removed', () => rmSync(path.join(root, 'package.json'))],
])('a file that was %s is seen', (_what, change) => {
  const before = marks();
  change();
  expect(marks().content).not.toBe(before.content);
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { Fault } from '../../../engine/index.ts';
import { readPipelineFiles, writeIfAbsent } from '../../../electron/desk/pipeline-folder.ts';

let folder = '';
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'pipelines-')), 'pipelines');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

test('the first start writes the document, a later one leaves what a person has changed', async () => {
  await writeIfAbsent(folder, 'health', 'first');
  equal(readFileSync(path.join(folder, 'health.yaml'), 'utf8'), 'first');
  writeFileSync(path.join(folder, 'health.yaml'), 'mine');
  await writeIfAbsent(folder, 'health', 'second');
  equal(readFileSync(path.join(folder, 'health.yaml'), 'utf8'), 'mine');
});

test('a folder that cannot be made is a fault that names it', async () => {
  writeFileSync(folder, 'a file where the folder should be');
  await rejects(writeIfAbsent(folder, 'health', 'text'), (error: Fault) => error.message.includes(folder));
});

test('a document that cannot be written is a fault that names it', async () => {
  await rejects(writeIfAbsent(folder, 'gone/health', 'text'), (error: Fault) => error.message.includes('gone/health'));
});

test('documents are read in the order of their names; other files are passed over', async () => {
  mkdirSync(folder);
  for (const name of ['b.yml', 'a.yaml', 'c.json', 'notes.txt', '.hidden.yaml', 'a.yaml~'])
    writeFileSync(path.join(folder, name), name);
  deepEqual(
    (await readPipelineFiles(folder, '')).map(({ id, text }) => [id, text]),
    [
      ['a', 'a.yaml'],
      ['b', 'b.yml'],
      ['c', 'c.json'],
    ],
  );
});

test('one pipeline stands before the others, so that what the app came with is on top after each start', async () => {
  mkdirSync(folder);
  for (const name of ['b.yaml', 'a.yaml', 'c.yaml']) writeFileSync(path.join(folder, name), name);
  deepEqual(
    (await readPipelineFiles(folder, 'b')).map(({ id }) => id),
    ['b', 'a', 'c'],
  );
});

test('what cannot be read, is too large, or is there twice is a fault in its place', async () => {
  mkdirSync(path.join(folder, 'folder.yaml'), { recursive: true });
  writeFileSync(path.join(folder, 'large.yaml'), 'x'.repeat(1024 * 1024 + 1));
  writeFileSync(path.join(folder, 'twice.yaml'), 'one');
  writeFileSync(path.join(folder, 'twice.yml'), 'two');
  const files = await readPipelineFiles(folder, '');
  deepEqual(
    files.map(({ id, text }) => [id, text instanceof Fault ? text.code : text]),
    [
      ['folder', 'bad-document'],
      ['large', 'bad-document'],
      ['twice', 'one'],
      ['twice.yml', 'conflict'],
    ],
  );
});

test('without a folder there are no documents', async () => {
  deepEqual(await readPipelineFiles(folder, ''), []);
});

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'vitest';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { readNotes, writeNotes } from '../../../engine/recordings/notes.ts';
import { packRecording } from '../../../engine/recordings/pack.ts';
import { openManifest } from '../../../engine/recordings/read-rows.ts';
import { takeIn } from '../../../engine/recordings/take-in.ts';
import { verifyRecording } from '../../../engine/recordings/verify.ts';
import { temporaryFolder } from '../../support/command.ts';

const files = new DurableFiles({ code: 'recording-failed', title: 'import' });
const ROWS = 'ts,metric,value\n2026-11-20T08:00:00Z,load,0.5\n2026-11-20T08:00:05Z,load,0.75\n';
let folder: ReturnType<typeof temporaryFolder>;
let library: string;

beforeEach(() => {
  folder = temporaryFolder();
  library = join(folder.path, 'library');
});
afterEach(() => folder.remove());

async function written(name: string, text: string): Promise<string> {
  await mkdir(folder.path, { recursive: true });
  await writeFile(join(folder.path, name), text);
  return join(folder.path, name);
}

test('a file of rows becomes a recording that is whole, from its first row to its last; the file stays', async () => {
  const path = await written('Build night.csv', ROWS);
  const taken = await takeIn(files, path, library);
  const { name, state, startedAt, endedAt, rows, schema } = await openManifest(taken.folder);
  deepEqual(
    [name, state, startedAt, endedAt, rows],
    ['Build night', 'complete', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:05.000Z', 2],
  );
  deepEqual(
    schema.map(({ type }) => type),
    ['timestamp', 'string', 'double'],
  );
  deepEqual((await verifyRecording(taken.folder)).findings, []);
  deepEqual((await readdir(taken.folder)).sort(), ['manifest.json', 'part-0-0.csv']);
  equal(await readFile(path, 'utf8'), ROWS);
});

test('rows that cannot be read are left out and counted', async () => {
  const rows = '{"ts":"2026-11-20T08:00:00Z","value":1}\nnot json\n{"ts":"2026-11-20T08:00:01Z","value":2}\n';
  const taken = await takeIn(files, await written('a.ndjson', rows), library);
  deepEqual([taken.leftOut, (await openManifest(taken.folder)).rows], [1, 2]);
});

test('a recording is copied from its folder, or from its manifest, with what was noted', async () => {
  const first = await takeIn(files, await written('a.csv', ROWS), library);
  await writeNotes(first.folder, { tags: ['night'], markers: [{ at: 5, name: 'begin' }] });
  const copies = [first.folder, join(first.folder, 'manifest.json')];
  for (const path of copies) {
    const copy = await takeIn(files, path, join(folder.path, 'other'));
    deepEqual(await readNotes(copy.folder), { tags: ['night'], markers: [{ at: 5, name: 'begin' }] });
    deepEqual((await verifyRecording(copy.folder)).findings, []);
  }
  const plain = await takeIn(files, await written('b.csv', ROWS), library);
  const copy = await takeIn(files, plain.folder, join(folder.path, 'other'));
  deepEqual((await readdir(copy.folder)).sort(), ['manifest.json', 'part-0-0.csv']);
});

test('a .millrace file carries tags and markers', async () => {
  const first = await takeIn(files, await written('a.csv', ROWS), library);
  const notes = { tags: ['fan'], markers: [{ at: 1_000, name: 'peak' }] };
  await writeNotes(first.folder, notes);
  const packed = join(folder.path, 'a.millrace');
  await packRecording(files, first.folder, { manifest: await openManifest(first.folder), path: packed });
  const taken = await takeIn(files, packed, join(folder.path, 'other'));
  deepEqual(await readNotes(taken.folder), notes);
});

test('what is no recording is refused by name, and leaves nothing in the library', async () => {
  await rejects(takeIn(files, await written('notes.txt', 'x'), library), /"notes.txt" is nothing that can be imported/);
  await rejects(takeIn(files, await written('empty.csv', 'ts,value\n'), library));
  await rejects(takeIn(files, folder.path, library), /is no recording: it has no manifest.json/);
  deepEqual(await readdir(library).catch(() => []), []);
});

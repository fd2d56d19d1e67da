import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_NOTES, parseNotes, readNotes, writeNotes } from '../../../engine/recordings/notes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('tags and markers are kept in a file beside the recording, markers in order of time, each tag once', async () => {
  const folder = temporaryFolder();
  const late = { at: 9000, name: 'late' };
  const soon = { at: 1000, name: 'soon' };
  await writeNotes(folder, parseNotes({ tags: ['fan', 'build', 'fan'], markers: [late, soon] }));
  expect(await readNotes(folder)).toEqual({ tags: ['fan', 'build'], markers: [soon, late] });
  expect(JSON.parse(readFileSync(join(folder, 'notes.json'), 'utf8'))).toMatchObject({ version: 1 });
});

test('a recording that nobody has noted anything about has no notes', async () => {
  expect(await readNotes(temporaryFolder())).toEqual(NO_NOTES);
});

test('notes that cannot be read are told, and not written over', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'notes.json');
  writeFileSync(file, '{"tags": ["mine"');
  await expect(readNotes(folder)).rejects.toThrow(/notes\.json cannot be read .*; correct it, or remove it$/);
  await expect(writeNotes(folder, NO_NOTES)).rejects.toThrow('notes.json cannot be read');
  expect(readFileSync(file, 'utf8')).toBe('{"tags": ["mine"');
});

test.each([
  null,
  7,
  {},
  { tags: 'a', markers: [] },
  { tags: [''], markers: [] },
  { tags: [7], markers: [] },
  { tags: Array.from({ length: 51 }, String), markers: [] },
  { tags: [], markers: [{ at: NaN, name: 'x' }] },
  { tags: [], markers: [{ at: 1 }] },
  { tags: [], markers: [null] },
  { tags: ['x'.repeat(201)], markers: [] },
  { tags: [], markers: 'a' },
  { tags: [], markers: [{ at: '1', name: 'x' }] },
  { tags: [], markers: [{ at: 1, name: 7 }] },
  { tags: [], markers: Array.from({ length: 1001 }, (_, at) => ({ at, name: 'x' })) },
  { version: 2, tags: [], markers: [] },
])('notes that are none are refused: %j', (value) => {
  expect(() => parseNotes(value)).toThrow(/^notes: /);
});

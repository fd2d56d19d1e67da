import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../../renderer/', import.meta.url);

test('what is scrolled is one table for all, with one style; others stand in a note, an explanation or are a page of their own', () => {
  const files = readdirSync(folder, { recursive: true }).map(String);
  const own = files.filter(
    (file) => file.endsWith('.svelte') && /<table\b/.test(readFileSync(new URL(file, folder), 'utf8')),
  );
  expect(own.sort()).toEqual([
    'pages/pipelines/Lesson.svelte',
    'pages/pipelines/PeekedRows.svelte',
    'pages/recordings/RecordingTable.svelte',
    'shared/ScrollTable.svelte',
  ]);
});

import { deepEqual } from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { HourFiles } from '../../../electron/screen/hour-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A folder with the files of some hours, ten bytes each, and with others. */
function folderOf(hours: readonly number[]): string {
  const folder = temporaryFolder();
  const names = [...hours.map((hour) => `${hour}.history`), '7.events', 'old 8.history', 'notes.txt'];
  for (const name of names) writeFileSync(join(folder, name), 'ten bytes.');
  return folder;
}

test('the hours of one kind are told in their order, and other files are passed over', async () => {
  deepEqual(await new HourFiles(folderOf([10, 9, 100]), '.history').hours(), [9, 10, 100]);
  deepEqual(await new HourFiles(folderOf([]), '.events').hours(), [7]);
  deepEqual(await new HourFiles(join(folderOf([]), 'none'), '.events').hours(), []);
});

test('what is more than a day old goes, and then the oldest hours of those that are too many bytes together; others stay', async () => {
  const left = async (hour: number, bytesMax?: number): Promise<readonly string[]> => {
    const folder = folderOf([100, 101, 124, 125]);
    await new HourFiles(folder, '.history').forget(hour, bytesMax);
    return readdirSync(folder).sort();
  };
  const others = ['7.events', 'notes.txt', 'old 8.history'];
  deepEqual(await left(125), ['101.history', '124.history', '125.history', ...others]);
  deepEqual(await left(125, 29), ['124.history', '125.history', ...others]);
  deepEqual(await left(125, 5), others);
});

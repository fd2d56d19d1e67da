import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { findRecording } from '../../../engine/recordings/select.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { fileSink, manifestOf, numbered } from '../sinks/file-sink-parts.ts';

async function record(library: string, id: string, name: string): Promise<string> {
  const folder = join(library, id);
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 1));
  await sink.finish();
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(folder), name }));
  return folder;
}

test('a recording is found by its name, by that of its folder, by its path and by its manifest', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'a', 'Fans');
  const elsewhere = await record(temporaryFolder(), 'b', 'Disks');
  const found = (named: string): Promise<string> => findRecording(named, library, join(elsewhere, '..'));
  expect(await Promise.all([found('Fans'), found('a'), found('b')])).toEqual([folder, folder, elsewhere]);
  expect(await found(join('b', 'manifest.json'))).toBe(elsewhere);
});

test('a name that several have is refused with the folders of all, and one that nobody has is told', async () => {
  const library = temporaryFolder();
  await record(library, 'a', 'Fans');
  await record(library, 'b', 'Fans');
  mkdirSync(join(library, 'manifest.json'));
  await expect(findRecording('Fans', library, library)).rejects.toThrow(
    /^2 recordings are called "Fans": name the folder \("[ab]", "[ab]"\)$/,
  );
  await expect(findRecording('Discs', library, library)).rejects.toThrow(/^there is no recording "Discs", neither in /);
  // A folder that only has the name of a manifest is one as any other.
  expect(basename(await findRecording('manifest.json', library, library))).toBe('manifest.json');
});

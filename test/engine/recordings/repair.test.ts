import { copyFileSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { repairRecording } from '../../../engine/recordings/repair.ts';
import { repairedName } from '../../../engine/recordings/salvage.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fileSink, manifestOf, numbered } from '../sinks/file-sink-parts.ts';

const files = new DurableFiles({ code: 'recording-failed', title: 'test' });

test('without a manifest the rows of a part count once where the hidden pieces that it was made of are still there', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { format: 'parquet' } });
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.prepareCommit(0);
  await sink.commit(0);
  await sink.finish();
  const [part] = manifestOf(folder).parts;
  copyFileSync(join(folder, part!.name), join(folder, `.${part!.name.replace('part-0-0.', 'part-0-0.1.')}.inprogress`));
  unlinkSync(join(folder, 'manifest.json'));
  await repairRecording(files, folder, { now: 0, passphrases: [] });
  const { parts, rows } = manifestOf(folder);
  expect([parts.map(({ name }) => name), rows]).toEqual([[part!.name], 10]);
});

test('a manifest that cannot be read is kept as it was when a new one takes its place', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.finish();
  const damaged = readFileSync(join(folder, 'manifest.json'), 'utf8').replace('"Test"', '"Tent"');
  writeFileSync(join(folder, 'manifest.json'), damaged);
  await repairRecording(files, folder, { now: 0, passphrases: [] });
  const aside = readdirSync(folder).find((name) => name.startsWith('damaged '))!;
  expect([manifestOf(folder).rows, readFileSync(join(folder, aside, 'manifest.json'), 'utf8')]).toEqual([10, damaged]);
});

test('a part that is sound stays where it is, whatever an interrupted repair has left beside it', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.finish();
  const { name } = manifestOf(folder).parts[0]!;
  copyFileSync(join(folder, name), join(folder, repairedName(name)));
  const said = await repairRecording(files, folder, { now: 0, passphrases: [] });
  expect([said, readdirSync(folder).some((each) => each.startsWith('damaged '))]).toEqual([
    ['nothing to repair'],
    false,
  ]);
});

import { copyFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { repairRecording } from '../../../engine/recordings/repair.ts';
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

import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { Fault } from '../fault.ts';
import { DurableFiles } from '../files/durable.ts';
import { repairRecording } from '../recordings/repair.ts';
import { passphraseAdvice } from '../recordings/passphrases.ts';
import { openManifest } from '../recordings/read-rows.ts';
import { findRecording } from '../recordings/select.ts';
import { systemClock } from '../time/clock.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import type { RecordingsCall } from './recordings.ts';
import { passphrases } from './recordings-key.ts';

/** `recordings repair`: makes damaged recordings whole again, and says what was lost. */
export async function repairRecordings({ io, library, names }: RecordingsCall): Promise<number> {
  if (names.length === 0) throw new Fault('bad-request', 'repair needs the name of a recording');
  for (const name of names) {
    const folder = await findRecording(name, library, io.workingFolder);
    const files = new DurableFiles({ code: 'recording-failed', title: `recording "${basename(folder)}"` });
    const what = { now: systemClock.now(), passphrases: await passphrasesOf(io, folder) };
    const done = await repairRecording(files, folder, what);
    for (const sentence of done) io.stdout.write(`${basename(folder)}: ${sentence}\n`);
  }
  return EXIT.ok;
}

/** The passphrases to try on an encrypted recording, also on one without a manifest; a Fault where nobody gives one. */
async function passphrasesOf(io: CliIo, folder: string): Promise<readonly string[]> {
  const manifest = await openManifest(folder).catch(() => null);
  const names = await readdir(folder);
  const isLocked = manifest ? manifest.encrypt === 'age' : names.some((name) => /\.age(\.inprogress)?$/.test(name));
  if (!isLocked) return [];
  const known = manifest ?? { document: null };
  const given = await passphrases(io, folder, known);
  if (0 < given.length) return given;
  throw new Fault('recording-failed', `${folder}: ${passphraseAdvice(known)}`);
}

import { basename } from 'node:path';
import { keyFrom, locked, passphrasesFor } from '../recordings/passphrases.ts';
import type { Manifest } from '../recordings/recording.ts';
import type { RecordingKey } from '../recordings/recording-key.ts';
import type { CliIo } from './io.ts';

/** The passphrases to try on a recording: those of the environment, else what a person types; empty where nobody gives one. */
export async function passphrases(
  io: CliIo,
  folder: string,
  manifest: Pick<Manifest, 'document'>,
): Promise<readonly string[]> {
  const offered = passphrasesFor(manifest, io.environment);
  if (0 < offered.length || !io.ask) return offered;
  const typed = await io.ask(`Passphrase of ${basename(folder)}: `);
  return typed === '' ? [] : [typed];
}

/** What opens the recording in `folder`: null where it is not encrypted, a Fault where nobody gives its passphrase. */
export async function keyOf(io: CliIo, folder: string, manifest: Manifest): Promise<RecordingKey | null> {
  const key = await keyIfGiven(io, folder, manifest);
  if (key === null && manifest.encrypt === 'age') throw locked(folder, manifest);
  return key;
}

/** The same, but null too where nobody gives a passphrase; a Fault where it is a wrong one. */
export async function keyIfGiven(io: CliIo, folder: string, manifest: Manifest): Promise<RecordingKey | null> {
  if (manifest.encrypt === 'none') return null;
  const given = await passphrases(io, folder, manifest);
  return given.length === 0 ? null : keyFrom(folder, manifest, given);
}

import { basename, join } from 'node:path';
import { Fault } from '../fault.ts';
import { listRecordings } from '../recordings/library.ts';
import { openManifest } from '../recordings/read-rows.ts';
import type { RecordingKey } from '../recordings/recording-key.ts';
import { findRecording } from '../recordings/select.ts';
import { verifyRecording } from '../recordings/verify.ts';
import type { Finding, Verification } from '../recordings/verify.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import type { RecordingsCall } from './recordings.ts';
import { keyIfGiven } from './recordings-key.ts';

/** `recordings verify`: reads all of the named recordings; the exit code says whether every byte was in order. */
export async function verifyRecordings({ io, library, options, names }: RecordingsCall): Promise<number> {
  const folders = await foldersOf({ io, library, names });
  const results: (Verification & { folder: string })[] = [];
  for (const folder of folders) {
    const result = { folder, ...(await verifyRecording(folder, await keyIfAny(io, folder))) };
    results.push(result);
    if (!options.has('--json')) io.stdout.write(sentences(result));
  }
  if (options.has('--json')) io.stdout.write(`${JSON.stringify(results)}\n`);
  return results.every(({ findings }) => findings.length === 0) ? EXIT.ok : EXIT.failed;
}

async function foldersOf({ io, library, names }: Pick<RecordingsCall, 'io' | 'library' | 'names'>): Promise<string[]> {
  if (names.length === 0) {
    const all = (await listRecordings(library)).map(({ id }) => join(library, id));
    if (all.length === 0) throw new Fault('not-found', `no recordings in ${library}; name a folder, or give --folder`);
    return all;
  }
  const folders: string[] = [];
  for (const name of names) folders.push(await findRecording(name, library, io.workingFolder));
  return folders;
}

/** The key of an encrypted recording, where somebody gives its passphrase: its bytes can be verified without. */
async function keyIfAny(io: CliIo, folder: string): Promise<RecordingKey | null> {
  const manifest = await openManifest(folder).catch(() => null);
  return manifest && keyIfGiven(io, folder, manifest);
}

function sentences({ folder, parts, rows, bytes, isLocked, findings }: Verification & { folder: string }): string {
  const name = basename(folder);
  const what = `${parts} ${parts === 1 ? 'part' : 'parts'}, ${rows} ${rows === 1 ? 'row' : 'rows'}, ${bytes} bytes`;
  const hint = isLocked ? '; encrypted, so its bytes were checked and not its rows: that takes the passphrase' : '';
  if (findings.length === 0) return `${name}: in order, ${what}${hint}\n`;
  return findings.map((finding) => `${name}: ${sentence(finding)}\n`).join('');
}

function sentence({ file, offset, line, problem }: Finding): string {
  const place = offset === null ? (line === null ? '' : `:${line}`) : ` at byte ${offset}`;
  return `${file}${place}: ${problem}`;
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../fault.ts';
import type { DurableFile, DurableFiles } from '../files/durable.ts';
import { finishedPart } from '../sinks/file/finish-part.ts';
import { ARCHIVE_END, entryHeader, entryPadding, readArchive } from './archive.ts';
import type { Entry } from './archive.ts';
import { writeWhole } from './export-rows.ts';
import { manifestText, readManifest, writeManifest } from './manifest.ts';
import { allParts, partBytes } from './part-bytes.ts';
import { createFolderName } from './recording-name.ts';
import type { Manifest, Part } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';

/** A manifest that is read from an archive; more is no manifest. */
const MANIFEST_BYTES_MAX = 64 * 1024 * 1024;

/** Packs a recording into one file (a tar archive: the manifest, then the parts in order), which is there whole or not at all. */
export async function packRecording(
  files: DurableFiles,
  folder: string,
  manifest: Manifest,
  path: string,
): Promise<void> {
  const whole = asFinished(manifest);
  const mtime = Date.parse(whole.endedAt ?? whole.startedAt);
  await writeWhole(files, path, async (file) => {
    await writeEntry(file, { name: MANIFEST_NAME, mtime }, Buffer.from(manifestText(whole)));
    for (const part of allParts(manifest)) {
      await file.write(entryHeader(part.name, part.bytes, mtime));
      await checked(part, partBytes(folder, part), (bytes) => file.write(bytes));
      await file.write(entryPadding(part.bytes));
    }
    await file.write(ARCHIVE_END);
  });
}

/** Unpacks a recording into a new folder of the library, and gives that folder. What does not fit its checksums is refused. */
export async function unpackRecording(files: DurableFiles, path: string, library: string): Promise<string> {
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  const entries = readArchive(path, bytes);
  const first = await files.attempt('read', path, () => entries.next());
  const manifest = await readFirst(path, first.done === true ? null : first.value);
  await files.createFolder(library);
  const name = createFolderName(manifest.name, await files.system.readdir(library));
  // Under a hidden name until all of it is there: half a recording is none.
  const folder = join(library, `.${name}.new`);
  await files.createFolder(folder);
  // What one that was interrupted has left.
  for (const left of await files.system.readdir(folder)) await files.removeLeftover(join(folder, left));
  const wanted = new Map(manifest.parts.map((part) => [part.name, part]));
  for await (const entry of entries) {
    const part = wanted.get(entry.name);
    if (!part || part.bytes !== entry.size) throw unfit(path, entry.name);
    wanted.delete(entry.name);
    await writeWhole(files, join(folder, part.name), (file) =>
      checked(part, entry.content, (piece) => file.write(piece)),
    );
  }
  const [missing] = wanted.keys();
  if (missing !== undefined) throw unfit(path, missing);
  await writeManifest(files, folder, manifest);
  await files.rename(folder, join(library, name));
  await files.syncFolder(library);
  return join(library, name);
}

/** The manifest once every part is finished: what a copy of the recording says. */
export function asFinished(manifest: Manifest): Manifest {
  const parts = allParts(manifest).map(finishedPart);
  const sum = (what: 'rows' | 'bytes'): number => parts.reduce((total, part) => total + part[what], 0);
  const state = manifest.state === 'recording' ? 'recovered' : manifest.state;
  return { ...manifest, state, parts, rows: sum('rows'), bytes: sum('bytes'), unfinished: [] };
}

async function readFirst(path: string, entry: Entry | null): Promise<Manifest> {
  if (entry?.name !== MANIFEST_NAME || MANIFEST_BYTES_MAX < entry.size) throw unfit(path, MANIFEST_NAME);
  const pieces: Buffer[] = [];
  for await (const piece of entry.content) pieces.push(piece);
  return readManifest(Buffer.concat(pieces).toString('utf8'));
}

async function writeEntry(
  file: DurableFile,
  { name, mtime }: { name: string; mtime: number },
  content: Buffer,
): Promise<void> {
  await file.write(entryHeader(name, content.length, mtime));
  await file.write(content);
  await file.write(entryPadding(content.length));
}

/** Hands the bytes of a part on, and fails where they are not those that were written. */
async function checked(
  part: Part,
  bytes: AsyncIterable<Buffer>,
  take: (piece: Buffer) => Promise<void>,
): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of bytes) {
    hash.update(piece);
    await take(piece);
  }
  if (hash.digest('hex') !== part.sha256) {
    throw new Fault('recording-failed', `${part.name} is not as it was written; see recordings verify and repair`);
  }
}

function unfit(path: string, name: string): Fault {
  return new Fault(
    'recording-failed',
    `${path} is no whole .millrace file: ${name} does not fit; get another copy of it`,
  );
}

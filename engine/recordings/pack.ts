import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../fault.ts';
import type { DurableFile, DurableFiles } from '../files/durable.ts';
import { finishedPart } from '../sinks/file/finish-part.ts';
import { ARCHIVE_END, entryHeader, entryPadding, readArchive } from './archive.ts';
import type { Entry } from './archive.ts';
import { writeWhole } from './export-rows.ts';
import { manifestText, readManifest, writeManifest } from './manifest.ts';
import { NOTES_NAME, notesText, parseNotes, readNotes } from './notes.ts';
import type { RecordingNotes } from './notes.ts';
import { allParts, partBytes } from './part-bytes.ts';
import { createFolderName } from './recording-name.ts';
import type { Manifest, Part } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';

/** A manifest that is read from an archive; more is no manifest. */
const MANIFEST_BYTES_MAX = 64 * 1024 * 1024;
/** A thousand markers with long names are less. */
const NOTES_BYTES_MAX = 4 * 1024 * 1024;

/** What is packed, and where to. */
export interface Packing {
  readonly manifest: Manifest;
  readonly path: string;
  /** Hears how many bytes of its parts were packed. */
  readonly onBytes?: (bytes: number) => void;
}

/** Packs a recording into one file (a tar archive: the manifest, the parts in order, and what people noted), which is there whole or not at all. */
export async function packRecording(
  files: DurableFiles,
  folder: string,
  { manifest, path, onBytes }: Packing,
): Promise<void> {
  const whole = asFinished(manifest);
  const notes = await readNotes(folder);
  const mtime = Date.parse(whole.endedAt ?? whole.startedAt);
  await writeWhole(files, path, async (file) => {
    await writeEntry(file, { name: MANIFEST_NAME, mtime }, Buffer.from(manifestText(whole)));
    for (const part of allParts(manifest)) {
      await file.write(entryHeader(part.name, part.bytes, mtime));
      await checked(part, partBytes(folder, part), async (bytes) => {
        onBytes?.(bytes.length);
        await file.write(bytes);
      });
      await file.write(entryPadding(part.bytes));
    }
    if (hasNotes(notes)) await writeEntry(file, { name: NOTES_NAME, mtime }, Buffer.from(notesText(notes)));
    await file.write(ARCHIVE_END);
  });
}

/** Unpacks a recording into a new folder of the library, and gives that folder. What does not fit its checksums is refused. */
export async function unpackRecording(files: DurableFiles, path: string, library: string): Promise<string> {
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  const entries = readArchive(path, bytes);
  const first = await files.attempt('read', path, () => entries.next());
  const manifest = await readFirst(path, first.done === true ? null : first.value);
  const { name, folder } = await newFolder(files, manifest.name, library);
  const wanted = new Map(manifest.parts.map((part) => [part.name, part]));
  for await (const entry of entries) {
    if (entry.name === NOTES_NAME) {
      await keepNotes(files, folder, await notesIn(path, entry));
      continue;
    }
    const part = wanted.get(entry.name);
    if (!part || part.bytes !== entry.size) throw unfit(path, entry.name);
    wanted.delete(entry.name);
    await copyPart(files, join(folder, part.name), part, entry.content);
  }
  const [missing] = wanted.keys();
  if (missing !== undefined) throw unfit(path, missing);
  await writeManifest(files, folder, manifest);
  return show(files, folder, join(library, name));
}

/** A folder for a recording that comes into the library, under a hidden name until all of it is there: half a recording is none. */
export async function newFolder(
  files: DurableFiles,
  title: string,
  library: string,
): Promise<{ readonly name: string; readonly folder: string }> {
  await files.createFolder(library);
  const name = createFolderName(title, await files.system.readdir(library));
  const folder = join(library, `.${name}.new`);
  await files.createFolder(folder);
  // What one that was interrupted has left.
  for (const left of await files.system.readdir(folder)) await files.removeLeftover(join(folder, left));
  return { name, folder };
}

/** Gives a folder that is whole its name, and gives that; durable when it settles. */
export async function show(files: DurableFiles, folder: string, target: string): Promise<string> {
  await files.rename(folder, target);
  await files.syncFolder(dirname(target));
  return target;
}

/** Writes a part to `path`, and refuses bytes that are not those of its checksum. */
export async function copyPart(
  files: DurableFiles,
  path: string,
  part: Part,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  await writeWhole(files, path, (file) => checked(part, bytes, (piece) => file.write(piece)));
}

/** Writes what people have noted beside a recording, where they have. */
export async function keepNotes(files: DurableFiles, folder: string, notes: RecordingNotes): Promise<void> {
  if (!hasNotes(notes)) return;
  await files.replace(join(folder, NOTES_NAME), new TextEncoder().encode(notesText(notes)));
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
  return readManifest((await bytesOf(entry)).toString('utf8'));
}

async function notesIn(path: string, entry: Entry): Promise<RecordingNotes> {
  if (NOTES_BYTES_MAX < entry.size) throw unfit(path, NOTES_NAME);
  const text = (await bytesOf(entry)).toString('utf8');
  try {
    return parseNotes(JSON.parse(text));
  } catch (error) {
    throw unfit(path, NOTES_NAME, error);
  }
}

async function bytesOf(entry: Entry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of entry.content) pieces.push(piece);
  return Buffer.concat(pieces);
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

function hasNotes({ tags, markers }: RecordingNotes): boolean {
  return 0 < tags.length || 0 < markers.length;
}

function unfit(path: string, name: string, cause?: unknown): Fault {
  return new Fault(
    'recording-failed',
    `${path} is no whole .millrace file: ${name} does not fit; get another copy of it`,
    { cause },
  );
}

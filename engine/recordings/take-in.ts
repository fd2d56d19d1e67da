import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../fault.ts';
import type { DurableFiles } from '../files/durable.ts';
import { writeWhole } from './export-rows.ts';
import { guessManifest } from './guess-manifest.ts';
import { readNotes } from './notes.ts';
import { writeManifest } from './manifest.ts';
import { asFinished, copyPart, keepNotes, newFolder, show, unpackRecording } from './pack.ts';
import { allParts, partBytes } from './part-bytes.ts';
import { partRows } from './part-rows.ts';
import { openManifest } from './read-rows.ts';
import { MANIFEST_NAME } from './recording.ts';
import { repairRecording } from './repair.ts';

/** What was taken into the library: its folder there, and how many rows of the file could not be read and are left out. */
export interface TakenIn {
  readonly folder: string;
  readonly leftOut: number;
}

/** Takes a `.millrace` file, the folder of a recording, or a file of rows (CSV, NDJSON, Parquet) into the library. What was taken stays as it is. */
export async function takeIn(files: DurableFiles, path: string, library: string): Promise<TakenIn> {
  const found = await files.attempt('read', path, () => stat(path));
  if (found.isDirectory()) return { folder: await copyRecording(files, path, library), leftOut: 0 };
  if (basename(path) === MANIFEST_NAME) return takeIn(files, dirname(path), library);
  if (/\.millrace$/i.test(path)) return { folder: await unpackRecording(files, path, library), leftOut: 0 };
  const [, format, packed = ''] = /\.(csv|ndjson|jsonl|parquet)(\.gz)?$/i.exec(path) ?? [];
  if (format === undefined) {
    const what = 'choose a .millrace file, the folder of a recording, or a CSV, NDJSON or Parquet file';
    throw new Fault('bad-request', `"${basename(path)}" is nothing that can be imported; ${what}`);
  }
  const ending = `${format.toLowerCase().replace('jsonl', 'ndjson')}${packed.toLowerCase()}`;
  return takeRows(files, path, { library, ending });
}

/** Copies a recording that is elsewhere; what does not fit its checksums is refused. */
async function copyRecording(files: DurableFiles, from: string, library: string): Promise<string> {
  if (!(await readdir(from)).includes(MANIFEST_NAME)) {
    throw new Fault(
      'bad-request',
      `${from} is no recording: it has no ${MANIFEST_NAME}; choose the folder that has one`,
    );
  }
  const manifest = await openManifest(from);
  const { name, folder } = await newFolder(files, manifest.name, library);
  for (const part of allParts(manifest)) await copyPart(files, join(folder, part.name), part, partBytes(from, part));
  await keepNotes(files, folder, await readNotes(from));
  await writeManifest(files, folder, asFinished(manifest));
  return show(files, folder, join(library, name));
}

/** Makes a recording of a file of rows: its columns and their types are told from the rows. */
async function takeRows(
  files: DurableFiles,
  path: string,
  { library, ending }: { readonly library: string; readonly ending: string },
): Promise<TakenIn> {
  const title =
    basename(path)
      .slice(0, -(ending.length + 1))
      .replace(/\.$/, '') || basename(path);
  const { name, folder } = await newFolder(files, title, library);
  const part = `part-0-0.${ending}`;
  try {
    await writeWhole(files, join(folder, part), async (file) => {
      for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) await file.write(bytes);
    });
    const leftOut = await unreadable(folder, part);
    await repairRecording(files, folder, { now: 0, passphrases: [] });
    const manifest = await openManifest(folder);
    if (manifest.rows === 0) {
      throw new Fault('bad-request', `"${basename(path)}" has no rows that can be read; look at its first lines`);
    }
    const endedAt = manifest.parts.at(-1)?.lastTime ?? manifest.startedAt;
    await writeManifest(files, folder, { ...manifest, name: title, state: 'complete', endedAt });
    // The file itself is where it was.
    for (const left of await readdir(folder)) if (left.startsWith('damaged ')) await remove(files, join(folder, left));
    return { folder: await show(files, folder, join(library, name)), leftOut };
  } catch (error) {
    await remove(files, folder);
    throw error;
  }
}

async function unreadable(folder: string, part: string): Promise<number> {
  const { manifest, key } = await guessManifest(folder, '', []);
  const bytes = createReadStream(join(folder, part)) as AsyncIterable<Buffer>;
  let count = 0;
  const rows = partRows(part, bytes, manifest, { batchSize: 1000, reject: () => count++, key });
  while ((await rows.next()).done !== true);
  return count;
}

/** Takes away a folder of ours, which holds files and folders of files. */
async function remove(files: DurableFiles, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? remove(files, path) : files.removeLeftover(path));
  }
  await files.system.rmdir(folder);
}

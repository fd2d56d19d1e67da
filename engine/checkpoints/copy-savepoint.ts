import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, systemReason } from '../fault.ts';
import { crc32 } from '../files/crc32.ts';
import { DurableFiles } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { damaged, encodeMetadata, METADATA_NAME } from './metadata.ts';
import type { StateFile } from './metadata.ts';
import type { StoredCheckpoint } from './store.ts';

/**
 * Copies a complete checkpoint into a new folder of `parent`, as a savepoint, which nothing but a person removes: `savepoint-<number>`, or
 * `savepoint-<number>-2` and so on where that is taken. Durable when it settles; what was not copied whole is no savepoint.
 */
export async function copySavepoint(
  { folder: from, metadata }: StoredCheckpoint,
  parent: string,
  system?: FileSystem,
): Promise<StoredCheckpoint> {
  const files = new DurableFiles({ code: 'checkpoint-failed', title: 'savepoint' }, system);
  await files.createFolder(parent);
  const folder = await newFolder(files, parent, `savepoint-${metadata.id}`);
  return copyWhole(files, from, { folder, metadata: { ...metadata, kind: 'savepoint' } });
}

/** Copies the checkpoint in `from` to the place of checkpoint number `id` of a job, which goes on from there. Durable when it settles. */
export async function copyAsCheckpoint(
  { folder: from, metadata }: StoredCheckpoint,
  { id, folder }: { readonly id: number; readonly folder: string },
  system?: FileSystem,
): Promise<StoredCheckpoint> {
  const files = new DurableFiles({ code: 'checkpoint-failed', title: 'checkpoint' }, system);
  await files.createFolder(folder);
  return copyWhole(files, from, { folder, metadata: { ...metadata, id, kind: 'checkpoint' } });
}

async function copyWhole(files: DurableFiles, from: string, copy: StoredCheckpoint): Promise<StoredCheckpoint> {
  const { folder, metadata } = copy;
  for (const file of metadata.files) await copyState(files, file, { from, to: folder });
  await files.syncFolder(folder);
  await files.replace(join(folder, METADATA_NAME), encodeMetadata(metadata));
  return copy;
}

async function newFolder(files: DurableFiles, parent: string, wanted: string): Promise<string> {
  const taken = new Set(await files.attempt('list', parent, () => files.system.readdir(parent)));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  const folder = join(parent, name);
  await files.createFolder(folder);
  return folder;
}

async function copyState(
  files: DurableFiles,
  { name, crc }: StateFile,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const source = join(from, name);
  const bytes = await readFile(source).catch((error: unknown) => {
    throw new Fault('checkpoint-failed', `cannot read ${source} (${systemReason(error)})`, { cause: error });
  });
  if (crc32(bytes) !== crc) throw damaged(source);
  const file = await files.create(join(to, name));
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

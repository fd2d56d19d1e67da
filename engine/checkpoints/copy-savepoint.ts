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
  for (const file of metadata.files) await copyState(files, file, { from, to: folder });
  const saved = { ...metadata, kind: 'savepoint' as const };
  await files.syncFolder(folder);
  await files.replace(join(folder, METADATA_NAME), encodeMetadata(saved));
  return { folder, metadata: saved };
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

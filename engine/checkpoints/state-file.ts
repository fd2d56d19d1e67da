import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault, systemReason } from '../fault.ts';
import { Crc32, crc32 } from '../files/crc32.ts';
import type { DurableFiles } from '../files/durable.ts';
import { isMissing } from '../files/file-system.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { decodeSnapshot } from './decode.ts';
import { encodeSnapshot } from './encode.ts';
import type { StateFile } from './metadata.ts';
import { damaged } from './metadata.ts';

/** Writes `snapshot` to `folder`, which is made where it is not there; durable when it settles. Rows go on meanwhile. */
export async function writeState(
  files: DurableFiles,
  { folder, name }: { readonly folder: string; readonly name: string },
  snapshot: Snapshot,
): Promise<StateFile> {
  await files.createFolder(folder);
  const path = join(folder, name);
  await files.removeLeftover(path);
  const file = await files.create(path);
  const crc = new Crc32();
  try {
    for (const bytes of encodeSnapshot(snapshot)) {
      crc.update(bytes);
      if (bytes.length === 0) await nextTurn();
      else await file.write(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await files.syncFolder(folder);
  return { name, bytes: file.sizeBytes, crc: crc.value };
}

/** The snapshot in `file` of `folder`; a Fault where any byte of it is damaged. */
export async function readState(folder: string, file: StateFile): Promise<Snapshot> {
  const path = join(folder, file.name);
  const bytes = await read(path);
  if (bytes.length !== file.bytes || crc32(bytes) !== file.crc) throw damaged(path);
  const snapshot = decodeSnapshot(bytes);
  if (snapshot === null) throw damaged(path);
  return snapshot;
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) throw damaged(path);
    throw new Fault('checkpoint-failed', `cannot read ${path} (${systemReason(error)}); check its permissions`, {
      cause: error,
    });
  }
}

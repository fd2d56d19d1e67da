import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';
import { isMissing } from '../../files/file-system.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import { inProgressName } from './part-name.ts';

/** Cuts the file of a part that nobody writes any more back to what is known of it, and ends it; gives the part as it then is. */
export async function finishPart(files: DurableFiles, path: string, part: UnfinishedPart): Promise<UnfinishedPart> {
  await files.cutBack(path, part.written, Buffer.from(part.end, 'hex'));
  return { ...part, written: part.bytes, end: '' };
}

/**
 * Finishes a part that a writer that is gone left behind, and gives it its final name. Null where less of it is there than was
 * committed, which is damage: the file then stays as it is.
 */
export async function adoptUnfinished(files: DurableFiles, folder: string, part: UnfinishedPart): Promise<Part | null> {
  const path = join(folder, part.name);
  const hidden = join(folder, inProgressName(part.name));
  // It was shown, and the manifest had no time to say so.
  if ((await sizeOf(files, path)) === part.bytes) return finishedPart(part);
  const size = await sizeOf(files, hidden);
  if (size === null || size < part.written) return null;
  await finishPart(files, hidden, part);
  await files.rename(hidden, path);
  await files.syncFolder(folder);
  return finishedPart(part);
}

/** The part as the manifest names it once it is shown. */
export function finishedPart({ name, rows, bytes, firstTime, lastTime, sha256, blocks }: Part): Part {
  return { name, rows, bytes, firstTime, lastTime, sha256, blocks };
}

/** How long the file at `path` is; null where there is none. */
export async function sizeOf(files: DurableFiles, path: string): Promise<number | null> {
  try {
    return (await files.system.stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    return files.attempt('look at', path, () => Promise.reject(error as Error));
  }
}

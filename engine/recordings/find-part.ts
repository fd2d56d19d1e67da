import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inProgressName } from '../sinks/file/part-name.ts';
import type { Part, UnfinishedPart } from './recording.ts';

/** Where the bytes of a part are. */
export interface PartPlace {
  readonly path: string;
  readonly size: number;
  /** Whether the file is the part; else its first bytes are, as many as were written, and what ends it. */
  readonly isWhole: boolean;
}

/**
 * The file that holds what was committed of a part; null where none does. One that was not finished may be shown already, whole or not cut back
 * yet to what counts, and may be there twice while another writer makes it anew.
 */
export async function findPart(folder: string, part: Part | UnfinishedPart): Promise<PartPlace | null> {
  const path = join(folder, part.name);
  const size = await sizeAt(path);
  if (size === part.bytes) return { path, size, isWhole: true };
  if (!('written' in part)) return null;
  const hidden = join(folder, inProgressName(part.name));
  const begun = await sizeAt(hidden);
  if (begun !== null && part.written <= begun) return { path: hidden, size: begun, isWhole: false };
  return size !== null && part.written <= size ? { path, size, isWhole: false } : null;
}

/** How long the file at `path` is; null where there is none that can be seen. */
export async function sizeAt(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

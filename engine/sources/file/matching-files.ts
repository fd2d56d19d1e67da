import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Fault, systemReason } from '../../fault.ts';
import { isMissing } from '../../files/file-system.ts';
import { isGlob } from '../../data/is-glob.ts';
import type { SourcePosition } from '../source.ts';
import { findFiles } from './glob.ts';
import { compareNatural } from './natural-order.ts';

/** The files that a source's path means, in name order; throws a Fault where there are none. */
export async function matchingFiles(path: string): Promise<string[]> {
  // A file with a star in its name is meant as it is.
  if (await isPlainFile(path)) return [path];
  if (!isGlob(path)) throw new Fault('source-failed', `${path} does not exist; correct the path`);
  const files = await findAll(path);
  if (files.length === 0) throw new Fault('source-failed', `no file matches ${path}; correct the path`);
  return files.sort(compareNatural);
}

/** Which of `files`, that `path` means now, the position `from` is in; the first where there is none. */
export function fileIndex(files: readonly string[], path: string, from: SourcePosition | null): number {
  if (!from) return 0;
  const index = files.indexOf(String(from['file']));
  if (index !== -1) return index;
  const remedy = 'put the file back, or begin anew without the saved state';
  throw new Fault('source-failed', `cannot go on with ${from['file']}: ${path} no longer matches it; ${remedy}`);
}

/** The files that a source's path means by now, in name order, which may be none yet. */
export async function currentFiles(path: string): Promise<string[]> {
  if (await isPlainFile(path)) return [path];
  return isGlob(path) ? (await findAll(path)).sort(compareNatural) : [];
}

async function findAll(path: string): Promise<string[]> {
  try {
    // What is in progress is not finished: its rows could still be taken back.
    return (await findFiles(path)).filter((file) => !file.endsWith('.inprogress'));
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function isPlainFile(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw new Fault('source-failed', `${path} is a folder; to read the files in it, write ${join(path, '*')}`);
    }
    if (basename(path).endsWith('.inprogress')) {
      throw new Fault('source-failed', `${path} is still being written; read the finished parts, part-*`);
    }
    return true;
  } catch (error) {
    // Where nothing has that name it may be a glob.
    if (isMissing(error)) return false;
    throw error instanceof Fault ? error : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Fault {
  return new Fault('source-failed', `cannot look for ${path} (${systemReason(error)}); check the permissions`, {
    cause: error,
  });
}

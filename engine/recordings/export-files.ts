import { basename } from 'node:path';
import { DurableFiles } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { nodeFileSystem } from '../files/file-system.ts';

const DISK_FAILS = 'the disk may be failing: choose a folder on another one';
const AGAIN = 'free space or choose another folder, and export again; nothing of it was left there';

/** What writes the file `path` that a person wants, of so many `bytes` where that is known, and tells what goes wrong with it. */
export function exportFiles(path: string, bytes?: number, system: FileSystem = nodeFileSystem): DurableFiles {
  const full = bytes === undefined ? AGAIN : `it needs ${(bytes / 1e6).toFixed(1)} MB; ${AGAIN}`;
  const remedies = { ENOSPC: full, EDQUOT: full, EIO: DISK_FAILS };
  return new DurableFiles({ code: 'recording-failed', title: `export "${basename(path)}"`, remedies }, system);
}

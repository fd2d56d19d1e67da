import fs from 'node:fs';
import path from 'node:path';

/** The calls to the system that replacing takes; tests look at their order. */
type Calls = Pick<typeof fs, 'closeSync' | 'fsyncSync' | 'mkdirSync' | 'openSync' | 'renameSync' | 'writeFileSync'>;

/** Replaces `file` as a whole: whoever reads it, also after a power cut, finds what was before or `text`; and `text` once this is done. */
export function replaceFile(file: string, text: string, calls: Calls = fs): void {
  const temporary = `${file}.tmp`;
  const folder = path.dirname(file);
  calls.mkdirSync(folder, { recursive: true });
  const handle = calls.openSync(temporary, 'w');
  try {
    calls.writeFileSync(handle, text);
    calls.fsyncSync(handle);
  } finally {
    calls.closeSync(handle);
  }
  calls.renameSync(temporary, file);
  // Windows has no handles of folders to sync; its file systems keep renames in order by themselves.
  if (process.platform !== 'win32') syncFolder(folder, calls);
}

function syncFolder(folder: string, calls: Calls): void {
  const handle = calls.openSync(folder, 'r');
  try {
    calls.fsyncSync(handle);
  } finally {
    calls.closeSync(handle);
  }
}

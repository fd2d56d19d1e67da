import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Replaces `file` as a whole: whoever reads it finds what was before or `text`. */
export function replaceFile(file: string, text: string): void {
  const temporary = `${file}.tmp`;
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = openSync(temporary, 'w');
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}

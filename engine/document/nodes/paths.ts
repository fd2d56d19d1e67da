import { resolve } from 'node:path';
import type { WrittenText } from '../text/written.ts';
import type { NodeContext } from './stream.ts';

/** The absolute path that `written` means, seen from the document's folder; null where it is none, which is reported under `path`. */
export function readPath(written: WrittenText, path: string, { baseFolder, problems }: NodeContext): string | null {
  if (isOpen(written)) return written.text;
  if (!written.text.includes('\0')) return resolve(baseFolder, written.text);
  problems.add(written.offset, path, 'a path cannot hold the character U+0000');
  return null;
}

// An export leaves `${NAME}` as it stands: whether a path that begins so is absolute, only its value says.
function isOpen({ text, shown, filled }: WrittenText): boolean {
  return text === shown && 0 < filled.length && text.startsWith(`\${${filled[0]!}}`);
}

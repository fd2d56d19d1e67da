import type { DocumentProblem } from '../state/contract-types.ts';

/** The characters of `text` that a problem is marked at: the word there, or what is left of its line. */
export function spanOf(
  text: string,
  { line, column }: Pick<DocumentProblem, 'line' | 'column'>,
): { readonly from: number; readonly to: number } {
  const lines = text.split('\n');
  const row = Math.min(line, lines.length) - 1;
  const start = lines.slice(0, row).reduce((sum, each) => sum + each.length + 1, 0);
  const own = lines[row]!.replace(/\r$/, '');
  const at = Math.min(column - 1, own.length);
  const word = /^[\w.*-]+/.exec(own.slice(at))?.[0].length ?? own.length - at;
  // At the end of a line, the character before is marked: nothing cannot be seen.
  return { from: start + (word === 0 ? Math.max(0, at - 1) : at), to: start + at + word };
}

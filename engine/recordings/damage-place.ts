import { partBytes } from './part-bytes.ts';
import type { Manifest, Part, UnfinishedPart } from './recording.ts';

const NEWLINE = 10;

/** Bytes of a part that are not as they were written: a run of blocks, since only blocks have checksums. */
export interface DamagedBytes {
  readonly from: number;
  /** The last one. */
  readonly to: number;
}

/** How the rows of a part were read of which bytes are damaged. */
export interface ReadAnyway {
  readonly manifest: Pick<Manifest, 'format' | 'compress' | 'encrypt'>;
  /** Lines that cannot be read, in order. */
  readonly lines: readonly number[];
  /** Whether every row of the part can be read. */
  readonly isWhole: boolean;
}

/** What reading the rows tells of where in damaged bytes the damage is: the first of them that does not read, or that all do. */
export async function placeOf(
  folder: string,
  part: Part | UnfinishedPart,
  { damaged: { from, to }, read }: { readonly damaged: DamagedBytes; readonly read: ReadAnyway },
): Promise<{ readonly offset: number; readonly problem: string }> {
  const problem = differing({ from, to });
  if (read.isWhole) return { offset: from, problem: `${problem}, but every row can be read: only the checksum tells` };
  // Of what is packed or encrypted, a line is no place in the file.
  const { format, compress, encrypt } = read.manifest;
  const isPlain = format !== 'parquet' && compress === 'none' && encrypt === 'none';
  for (const { line, start, end } of isPlain ? await spansOf(folder, part, read.lines) : [])
    if (start <= to && from <= end) {
      const offset = Math.max(start, from);
      return { offset, problem: `${problem}; the first row that cannot be read is line ${line}, from byte ${start}` };
    }
  return { offset: from, problem };
}

/** What is said of bytes that are not as they were written. */
export function differing({ from, to }: DamagedBytes): string {
  return `bytes ${from} to ${to} are not as they were written`;
}

interface LineSpan {
  readonly line: number;
  readonly start: number;
  /** Of its line break. */
  readonly end: number;
}

/** Where `lines`, which count from 1 and are in order, stand in a part. */
async function spansOf(
  folder: string,
  part: Part | UnfinishedPart,
  lines: readonly number[],
): Promise<readonly LineSpan[]> {
  const found: LineSpan[] = [];
  let [line, start, passed] = [1, 0, 0];
  const endLine = (end: number): void => {
    if (lines[found.length] === line) found.push({ line, start, end });
    [line, start] = [line + 1, end + 1];
  };
  for await (const piece of partBytes(folder, part)) {
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) endLine(passed + at);
    passed += piece.length;
    if (found.length === lines.length) return found;
  }
  endLine(passed);
  return found;
}

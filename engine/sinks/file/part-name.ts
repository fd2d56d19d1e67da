import type { FileSinkOptions } from '../../document/plan.ts';

/** The extension of part files: `ndjson`, `csv.gz`, `parquet.age`, … */
export function partExtension({ format, compress, encrypt }: FileSinkOptions): string {
  return `${format}${compress === 'gzip' ? '.gz' : ''}${encrypt ? '.age' : ''}`;
}

/** Whether files in this format end at each checkpoint, because they cannot be cut back to where they were at it. */
export function endsAtCheckpoints({ format, encrypt }: Pick<FileSinkOptions, 'format' | 'encrypt'>): boolean {
  return format === 'parquet' || encrypt !== undefined;
}

/** The name that readers find a finished part by: `part-0-17.ndjson`. */
export function partName(subtask: number, number: number, extension: string): string {
  return `part-${subtask}-${number}.${extension}`;
}

/** The name of piece number `piece`, from 1, of a part: `part-0-17.3.parquet`. A piece is a file that ended at a checkpoint, before its part did. */
export function pieceName(part: string, piece: number): string {
  return part.replace(/^(part-\d+-\d+)\./, `$1.${piece}.`);
}

/** The part that a piece is of; of a part, itself. */
export function wholeName(name: string): string {
  return name.replace(/^(part-\d+-\d+)\.\d+\./, '$1.');
}

/** Whether a name is that of a piece. */
export function isPiece(name: string): boolean {
  return wholeName(name) !== name;
}

/** The hidden name that a part has until it is committed: `.part-0-17.ndjson.inprogress`. */
export function inProgressName(name: string): string {
  return `.${name}.inprogress`;
}

/** The number after the highest that any part of `subtask` among `names` has, finished or left over by a run that was killed. */
export function nextPartNumber(names: readonly string[], subtask: number): number {
  let next = 0;
  for (const name of names) {
    const match = /^\.?part-(\d+)-(\d+)\./.exec(name);
    if (match && Number(match[1]) === subtask) next = Math.max(next, Number(match[2]) + 1);
  }
  return next;
}

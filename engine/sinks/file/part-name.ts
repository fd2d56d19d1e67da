import type { FileSinkOptions } from '../../document/plan.ts';

/** The extension of part files: `ndjson`, `csv.gz`, … */
export function partExtension({ format, compress }: FileSinkOptions): string {
  return compress === 'gzip' ? `${format}.gz` : format;
}

/** The name that readers find a finished part by: `part-0-17.ndjson`. */
export function partName(subtask: number, number: number, extension: string): string {
  return `part-${subtask}-${number}.${extension}`;
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

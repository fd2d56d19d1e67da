import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFrom } from '../../engine/recordings/passphrases.ts';
import { openManifest, recordedRows } from '../../engine/recordings/read-rows.ts';
import { compareNatural } from '../../engine/sources/file/natural-order.ts';
import type { Schema } from '../../engine/data/types.ts';
import { PASSPHRASES } from './kinds.ts';
import type { Kind } from './kinds.ts';

export const NUMBERS: Schema = [{ name: 'n', type: 'bigint' }];

/** The numbers in all finished parts of a folder, in order; throws where a line is not whole. */
export function rowsIn(folder: string): number[] {
  const parts = readdirSync(folder).filter((name) => name.startsWith('part-'));
  return parts.sort(compareNatural).flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    if (lines.pop() !== '') throw new Error(`${name} ends amid a line`);
    return lines.map((line) => (JSON.parse(line) as { n: number }).n);
  });
}

/** The numbers of all rows that are committed: of lines, those of the finished parts, as anybody finds them; else those that the recording has. */
export async function committedIn(folder: string, kind: Kind): Promise<number[]> {
  if (kind === 'lines') return rowsIn(folder);
  const manifest = await openManifest(folder);
  const key = manifest.encrypt === 'age' ? await keyFrom(folder, manifest, PASSPHRASES) : null;
  const rows: number[] = [];
  for await (const { columns, length } of recordedRows(folder, manifest, { span: null, key }))
    rows.push(...columns[0]!.values.slice(0, length));
  return rows;
}

/** The numbers from 0 up to `count`. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

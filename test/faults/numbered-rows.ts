import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareNatural } from '../../engine/sources/file/natural-order.ts';
import type { Schema } from '../../engine/data/types.ts';

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

/** The numbers from 0 up to `count`. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compareNatural } from '../../../engine/sources/file/natural-order.ts';

/** The numbers of the rows in the Parquet parts that a reader of `part-*` finds in `folder`, by name, as another reader than ours reads them. */
export async function parquetParts(folder: string): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  const names = readdirSync(folder).filter((name) => name.startsWith('part-'));
  for (const name of names.sort(compareNatural)) {
    const rows = await parquetReadObjects({ file: bytesOf(join(folder, name)), columns: ['n'] });
    found[name] = rows.map(({ n }) => Number(n));
  }
  return found;
}

/** How many rows each row group of a file has. */
export function groupRows(file: string): number[] {
  return parquetMetadata(bytesOf(file)).row_groups.map(({ num_rows }) => Number(num_rows));
}

function bytesOf(file: string): ArrayBuffer {
  return new Uint8Array(readFileSync(file)).buffer;
}

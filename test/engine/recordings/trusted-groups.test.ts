import { expect, test } from 'vitest';
import { ByteBuffer } from '../../../engine/files/byte-buffer.ts';
import { BLOCK_BYTES } from '../../../engine/files/block-sums.ts';
import { ParquetEncoder } from '../../../engine/files/parquet-encoder.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { trustedGroups } from '../../../engine/recordings/trusted-groups.ts';

const SCHEMA: Schema = [{ name: 'n', type: 'double' }];
const ROWS = 80_000;

/** A Parquet file of many blocks: a row group of 66 batches, which are more than it needs, and one of the rest, whose blocks the last one is of. */
function fileOf(): Buffer {
  const encoder = new ParquetEncoder(SCHEMA);
  const into = new ByteBuffer();
  const parts: Uint8Array[] = [encoder.header];
  for (let from = 0; from < ROWS; from += 1000) {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ n: Math.sqrt(from + i) }));
    encoder.encode(fromRows(SCHEMA, rows), into);
  }
  encoder.finish(into);
  parts.push(into.take());
  return Buffer.concat(parts);
}

/** How many rows are given of `file` where some of its blocks are not trusted. */
async function rowsOf(file: Buffer, distrusted: readonly number[]): Promise<number> {
  const blocks = async function* () {
    await Promise.resolve();
    for (let i = 0; i * BLOCK_BYTES < file.length; i++)
      yield { block: file.subarray(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES), isTrusted: !distrusted.includes(i) };
  };
  let rows = 0;
  for await (const batch of trustedGroups('part', blocks(), SCHEMA)) rows += batch.length;
  return rows;
}

test('row groups count whose blocks are trusted, and none where those that tell of them are not', async () => {
  const file = fileOf();
  const last = Math.ceil(file.length / BLOCK_BYTES) - 1;
  expect(2 < last).toBe(true);
  expect([await rowsOf(file, []), await rowsOf(file, [1]), await rowsOf(file, [last])]).toEqual([
    ROWS,
    ROWS - 66_000,
    0,
  ]);
});

test('of a file that was cut off at any length nothing is given, and nothing fails', async () => {
  const file = fileOf();
  for (const length of [0, 1, 7, 8, 9, 100, file.length - 1])
    expect(await rowsOf(file.subarray(0, length), [])).toBe(0);
});

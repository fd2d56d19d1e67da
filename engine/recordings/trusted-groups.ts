import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import { BLOCK_BYTES } from '../files/block-sums.ts';
import { bytesOf, ParquetFile } from '../sources/file/parquet-file.ts';
import { parquetRows } from './parquet-rows.ts';

/** So many bytes of a part as one checksum is of, and whether it fits. */
export interface Block {
  readonly block: Buffer;
  readonly isTrusted: boolean;
}

/** The rows of the row groups of a Parquet part that lie in blocks which can be trusted; none where what tells of them cannot be. */
export async function* trustedGroups(
  name: string,
  blocks: AsyncIterable<Block>,
  schema: Schema,
): AsyncGenerator<Batch> {
  const pieces: Buffer[] = [];
  const trusted: boolean[] = [];
  for await (const { block, isTrusted } of blocks) {
    pieces.push(block);
    trusted.push(isTrusted);
  }
  const bytes = new Uint8Array(Buffer.concat(pieces));
  const isSound = ([start, end]: readonly [number, number]): boolean =>
    trusted.slice(Math.floor(start / BLOCK_BYTES), Math.ceil(end / BLOCK_BYTES)).every(Boolean);
  if (!isSound([footerStart(bytes), bytes.length])) return;
  const file = await ParquetFile.of(name, bytes).catch(() => null);
  // What was cut off has taken along what tells of the rest.
  if (file === null) return;
  let rows = 0;
  for (const group of file.groups) {
    const end = rows + Number(group.num_rows);
    // A row that cannot be read is damaged, and left out.
    const reading = { batchSize: 1000, reject: () => undefined };
    if (isSound(bytesOf(group))) yield* parquetRows(file, schema, reading, [rows, end]);
    rows = end;
  }
}

/** Where what a Parquet file tells of itself begins: its length stands before the last four bytes. */
function footerStart(bytes: Uint8Array): number {
  if (bytes.length < 8) return 0;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
  return Math.max(0, bytes.length - 8 - length);
}

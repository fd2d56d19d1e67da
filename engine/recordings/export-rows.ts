import { basename, dirname, join } from 'node:path';
import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import { ByteBuffer } from '../files/byte-buffer.ts';
import { createEncoder } from '../files/create-encoder.ts';
import type { DurableFile, DurableFiles } from '../files/durable.ts';

/** What rows are exported as. `epoch`: times as milliseconds since 1970 instead of readable ones. */
export interface RowExport {
  readonly to: 'csv' | 'ndjson' | 'parquet';
  readonly isEpoch: boolean;
  readonly schema: Schema;
}

const BLOCK_BYTES = 256 * 1024;

/** Writes `rows` into one new file, which is there whole or not at all; gives how many there were. */
export async function exportRows(
  files: DurableFiles,
  path: string,
  rows: AsyncIterable<Batch>,
  how: RowExport,
): Promise<number> {
  const schema = how.isEpoch ? how.schema.map(asEpoch) : how.schema;
  let count = 0;
  await writeWhole(files, path, async (file) => {
    const encoder = await createEncoder(how.to, schema);
    const buffer = new ByteBuffer(2 * BLOCK_BYTES);
    await file.write(encoder.header);
    for await (const batch of rows) {
      encoder.encode(how.isEpoch ? inEpoch(batch, schema) : batch, buffer);
      count += batch.length;
      if (BLOCK_BYTES <= buffer.length) await file.write(buffer.take());
    }
    encoder.finish(buffer);
    if (0 < buffer.length) await file.write(buffer.take());
  });
  return count;
}

/** Gives `path` the content that `write` writes, all of it or none; durable when it settles. */
export async function writeWhole(
  files: DurableFiles,
  path: string,
  write: (file: DurableFile) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.new`);
  await files.removeLeftover(temporary);
  const file = await files.create(temporary);
  try {
    await closing(file, async () => {
      await write(file);
      await file.sync();
    });
    await files.rename(temporary, path);
  } catch (error) {
    await files.removeLeftover(temporary);
    throw error;
  }
  await files.syncFolder(dirname(path));
}

/** Closes `file` after `act`; where both fail, what went wrong first is told. */
async function closing(file: DurableFile, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
}

function asEpoch({ name, type }: Schema[number]): Schema[number] {
  return { name, type: type === 'timestamp' ? 'bigint' : type };
}

function inEpoch(batch: Batch, schema: Schema): Batch {
  const columns = batch.columns.map((column) =>
    column.type === 'timestamp' ? { ...column, type: 'bigint' as const } : column,
  );
  return { ...batch, schema, columns };
}

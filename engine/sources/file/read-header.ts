import { Fault } from '../../fault.ts';
import type { RowReader } from '../../files/row-reader.ts';
import type { ByteReader } from './byte-reader.ts';

/** Reads the header row alone, from a reader at the file's start, which it closes. */
export async function readHeader(rows: RowReader, path: string, reader: ByteReader): Promise<void> {
  try {
    while (!rows.readHeader()) {
      const bytes = await reader.next();
      if (bytes === null) throw new Fault('source-failed', `${path} no longer has its header row; restore the file`);
      rows.push(bytes);
    }
  } finally {
    await reader.close();
  }
}

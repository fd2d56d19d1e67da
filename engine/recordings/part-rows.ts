import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Batch } from '../data/batch.ts';
import { Fault, systemReason } from '../fault.ts';
import { decrypted } from '../files/age/decrypt.ts';
import { RowReader } from '../files/row-reader.ts';
import { ParquetFile } from '../sources/file/parquet-file.ts';
import type { RejectedRow } from '../sources/source.ts';
import type { RecordingKey } from './recording-key.ts';
import { parquetRows } from './parquet-rows.ts';
import type { Manifest } from './recording.ts';

/** What reading rows needs to know of a recording. */
export type RowsOf = Pick<Manifest, 'format' | 'compress' | 'encrypt' | 'schema'>;

/** How rows are read: how many at a time, and who hears of those that cannot be. */
export interface RowReading {
  readonly batchSize: number;
  /** What opens an encrypted recording; without one its rows cannot be read. */
  readonly key: Pick<RecordingKey, 'identities'> | null;
  reject(row: RejectedRow): void;
}

/** The rows of one part, from its bytes. */
export async function* partRows(
  name: string,
  bytes: AsyncIterable<Buffer>,
  recording: RowsOf,
  reading: RowReading,
): AsyncGenerator<Batch, void, undefined> {
  if (recording.format === 'parquet') {
    const plain = await together(plainBytes(name, bytes, recording, reading.key));
    yield* parquetRows(await ParquetFile.of(name, plain), recording.schema, reading);
    return;
  }
  const columns = recording.schema.map(({ name: column, type }) => ({ name: column, type, from: column }));
  const format = { format: recording.format, columns, csv: { delimiter: ',', header: true } };
  const rows = new RowReader(format, reading.batchSize, (row) => reading.reject(row));
  rows.startFile(name);
  for await (const piece of plainBytes(name, bytes, recording, reading.key)) {
    // The reader keeps pieces until their rows are whole; those of a stream may be used again.
    rows.push(Buffer.from(piece));
    yield* wholeBatches(rows);
  }
  rows.finish();
  yield* wholeBatches(rows);
  if (0 < rows.length) yield rows.take();
}

/** The bytes of a part as its rows were encoded: decrypted, and unpacked. */
export async function* plainBytes(
  name: string,
  bytes: AsyncIterable<Buffer>,
  { compress, encrypt }: Pick<RowsOf, 'compress' | 'encrypt'>,
  key: RowReading['key'],
): AsyncGenerator<Buffer, void, undefined> {
  const open = encrypt === 'age' ? opened(name, bytes, key) : bytes;
  yield* compress === 'gzip' ? unpacked(name, open) : open;
}

async function* opened(
  name: string,
  bytes: AsyncIterable<Buffer>,
  key: RowReading['key'],
): AsyncGenerator<Buffer, void, undefined> {
  if (key === null) throw new Fault('recording-failed', `${name} is encrypted: give the passphrase`);
  try {
    yield* decrypted(bytes, key.identities);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('recording-failed', `${name}: cannot decrypt it (${systemReason(error)})`, { cause: error });
  }
}

/** All bytes of a part in memory: what makes Parquet readable stands at its end. */
export async function together(bytes: AsyncIterable<Buffer>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(Buffer.from(piece));
  return new Uint8Array(Buffer.concat(pieces));
}

function* wholeBatches(rows: RowReader): Generator<Batch> {
  while (rows.read()) yield rows.take();
}

async function* unpacked(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip();
  // Failures reach the loop below; the callback only keeps them from ending the process.
  const stream = pipeline(Readable.from(bytes), gunzip, () => undefined);
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('recording-failed', `${name}: cannot decompress it (${systemReason(error)})`, { cause: error });
  }
}

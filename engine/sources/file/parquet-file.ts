import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { AsyncBuffer, FileMetaData, ParquetParsers, RowGroup } from 'hyparquet';
import { Fault, systemReason } from '../../fault.ts';

/** Values by column, as the file has them: numbers, bigints, booleans, texts, Dates, objects and lists, null. */
export type ParquetRow = Readonly<Record<string, unknown>>;

/** Rows that are read at a time; a row group of more is read in pieces. */
const ROWS_MAX = 65_536;

/** One Parquet file, read one row group at a time: no more than that is held. */
export class ParquetFile {
  readonly path: string;
  readonly #handle: FileHandle | null;
  readonly #bytes: AsyncBuffer;
  #metadata: FileMetaData | null = null;

  private constructor(path: string, bytes: AsyncBuffer, handle: FileHandle | null) {
    this.path = path;
    this.#bytes = bytes;
    this.#handle = handle;
  }

  /** A file that is in memory; `path` is for messages. */
  static async of(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<ParquetFile> {
    const { buffer, byteOffset, byteLength } = bytes;
    const slice = (start: number, end = byteLength): ArrayBuffer => buffer.slice(byteOffset + start, byteOffset + end);
    const file = new ParquetFile(path, { byteLength, slice }, null);
    await file.#readMetadata();
    return file;
  }

  /** Opens a file and reads what it says of itself; every failure is a Fault that names the file. */
  static async open(path: string): Promise<ParquetFile> {
    const handle = await open(path, 'r').catch((error: unknown) => {
      const message = `cannot open ${path} (${systemReason(error)}); check the path and its permissions`;
      throw new Fault('source-failed', message, { cause: error });
    });
    try {
      const { size } = await handle.stat();
      const slice = (start: number, end = size): Promise<ArrayBuffer> => read(handle, start, end);
      const file = new ParquetFile(path, { byteLength: size, slice }, handle);
      await file.#readMetadata();
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** What its columns are called; those inside of others are not listed. */
  get columns(): readonly string[] {
    return topLevelNames(this.#metadata!.schema);
  }

  /** Its columns as the file tells of them, those inside of others too. */
  get elements(): FileMetaData['schema'] {
    return this.#metadata!.schema.slice(1);
  }

  /** Its row groups, as the file tells of them. */
  get groups(): readonly RowGroup[] {
    return this.#metadata!.row_groups;
  }

  /** Where the rows begin and end that are to be read together: row groups, the large ones in pieces. */
  get pieces(): readonly (readonly [start: number, end: number])[] {
    const pieces: (readonly [number, number])[] = [];
    let first = 0;
    for (const { num_rows } of this.groups) {
      const end = first + Number(num_rows);
      for (let start = first; start < end; start += ROWS_MAX) pieces.push([start, Math.min(start + ROWS_MAX, end)]);
      first = end;
    }
    return pieces;
  }

  /** The rows from `start` to before `end`, with the named columns only. */
  async read(start: number, end: number, columns: readonly string[]): Promise<readonly ParquetRow[]> {
    const { compressors, parquetReadObjects } = await import('../../files/parquet-library.ts');
    return this.#attempt(() =>
      parquetReadObjects({
        file: this.#bytes,
        metadata: this.#metadata!,
        columns: [...columns],
        rowStart: start,
        rowEnd: end,
        compressors,
        parsers,
        geoparquet: false,
      }),
    );
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }

  async #readMetadata(): Promise<void> {
    const { parquetMetadataAsync } = await import('../../files/parquet-library.ts');
    this.#metadata = await this.#attempt(() => parquetMetadataAsync(this.#bytes, { geoparquet: false }));
  }

  async #attempt<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      // The edge to the library: whatever it stumbles over, the file is not what it should be.
      const message = `cannot read ${this.path} as Parquet (${systemReason(error)}); get a whole copy of it`;
      // What the system says of itself may pass; what is in the file stays in it.
      const isOfSystem = (error as NodeJS.ErrnoException).code !== undefined;
      throw new Fault('source-failed', message, { cause: error, isPermanent: !isOfSystem });
    }
  }
}

/** Where the columns of a row group begin and end in their file. */
export function bytesOf(group: RowGroup): [start: number, end: number] {
  const spans = group.columns.map(({ meta_data }) => {
    const { data_page_offset, dictionary_page_offset, total_compressed_size } = meta_data!;
    const start = Number(dictionary_page_offset ?? data_page_offset);
    return [start, start + Number(total_compressed_size)] as const;
  });
  return [Math.min(...spans.map(([start]) => start)), Math.max(...spans.map(([, end]) => end))];
}

async function read(handle: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at);
    if (bytesRead === 0) throw new Error('it was cut short while it was being read');
    at += bytesRead;
  }
  return bytes.buffer;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const parsers: Partial<ParquetParsers> = {
  // Parts of a millisecond are cut off towards the past, so that no row is later than it was.
  timestampFromMilliseconds: (millis) => new Date(Number(millis)),
  timestampFromMicroseconds: (micros) => new Date(Number(floorDivide(micros, 1000n))),
  timestampFromNanoseconds: (nanos) => new Date(Number(floorDivide(nanos, 1_000_000n))),
  stringFromBytes: (bytes) => {
    try {
      return utf8.decode(bytes);
    } catch {
      // Not UTF-8: it stays bytes, which no column takes, so that the row is rejected.
      return bytes;
    }
  },
};

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < quotient * divisor ? quotient - 1n : quotient;
}

/** The children of the root in the list of all elements, which has each parent before its children. */
function topLevelNames(schema: FileMetaData['schema']): readonly string[] {
  const names: string[] = [];
  let inside = 0;
  for (const { name, num_children = 0 } of schema.slice(1)) {
    if (inside === 0) names.push(name);
    else inside--;
    inside += num_children;
  }
  return names;
}

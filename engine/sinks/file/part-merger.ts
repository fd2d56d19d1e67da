import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { takeRows } from '../../data/batch.ts';
import type { Schema } from '../../data/types.ts';
import type { FileSinkOptions } from '../../document/plan.ts';
import { ByteBuffer } from '../../files/byte-buffer.ts';
import { createEncoder } from '../../files/create-encoder.ts';
import type { DurableFiles } from '../../files/durable.ts';
import type { ParquetEncoder } from '../../files/parquet-encoder.ts';
import { parquetRows } from '../../recordings/parquet-rows.ts';
import { partRows, plainBytes, together } from '../../recordings/part-rows.ts';
import type { RowReading, RowsOf } from '../../recordings/part-rows.ts';
import { soundBytes } from '../../recordings/sound-bytes.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import { bytesOf, ParquetFile } from '../../sources/file/parquet-file.ts';
import { PartFile } from './part-file.ts';
import { inProgressName, wholeName } from './part-name.ts';
import type { SinkLock } from './sink-lock.ts';

/** Rows from which on a row group is taken over as it is: smaller ones are made larger ones. */
const GROUP_ROWS_MIN = 32_768;
const BATCH_ROWS = 1000;

/** Bytes of a part that is being made. */
type Content = AsyncGenerator<Uint8Array, void, undefined>;

/** Makes one part of the pieces that were closed at checkpoints, beside them and under its hidden name: so they stay until it is shown. */
export class PartMerger {
  readonly #files: DurableFiles;
  readonly #folder: string;
  readonly #options: FileSinkOptions;
  readonly #schema: Schema;
  readonly #lock: SinkLock;

  constructor(files: DurableFiles, options: FileSinkOptions, what: { schema: Schema; lock: SinkLock }) {
    this.#files = files;
    this.#folder = options.path;
    this.#options = options;
    this.#schema = what.schema;
    this.#lock = what.lock;
  }

  /** The part that all `pieces` of it make, durable under its hidden name. */
  async merge(pieces: readonly UnfinishedPart[], signal?: AbortSignal): Promise<UnfinishedPart> {
    const content = this.#options.format === 'parquet' ? this.#joinedGroups(pieces) : this.#joinedText(pieces);
    return this.#write(pieces, content, signal);
  }

  /** The part that `pieces`, the first ones of a part that is shown and whose own files are gone, make: its first rows. */
  async firstRows(shown: Part, pieces: readonly UnfinishedPart[]): Promise<UnfinishedPart> {
    return this.#write(pieces, this.#firstRows(shown, rowsOf(pieces)));
  }

  async #write(pieces: readonly UnfinishedPart[], content: Content, signal?: AbortSignal): Promise<UnfinishedPart> {
    const name = wholeName(pieces[0]!.name);
    const path = join(this.#folder, inProgressName(name));
    // One that was not finished, of a writer that is gone.
    await this.#files.removeLeftover(path);
    const part = new PartFile(name, await this.#files.create(path), {
      compress: this.#options.compress,
      recipient: this.#lock.recipientOf(name),
    });
    try {
      await part.write({ bytes: new Uint8Array(0), rows: rowsOf(pieces), ...spanOf(pieces) });
      for await (const bytes of content) {
        signal?.throwIfAborted();
        await part.write({ bytes, rows: 0, firstTime: Infinity, lastTime: -Infinity });
      }
      const whole = await part.close();
      await this.#files.syncFolder(this.#folder);
      return whole;
    } catch (error) {
      await part.abandon();
      await this.#files.removeLeftover(path);
      throw error;
    }
  }

  /** The lines of all pieces; where each begins with a header, that of the first. */
  async *#joinedText(pieces: readonly UnfinishedPart[]): Content {
    const { header } = await createEncoder(this.#options.format, this.#schema);
    yield header;
    for (const piece of pieces) {
      let toSkip = header.length;
      for await (const bytes of plainBytes(piece.name, this.#bytes(piece), this.#recording, this.#lock.key)) {
        const skipped = Math.min(toSkip, bytes.length);
        toSkip -= skipped;
        yield bytes.subarray(skipped);
      }
    }
  }

  /** Large row groups go over as they are, the rows of small ones are put together. */
  async *#joinedGroups(pieces: readonly UnfinishedPart[]): Content {
    const { ParquetEncoder } = await import('../../files/parquet-encoder.ts');
    const encoder = new ParquetEncoder(this.#schema);
    const into = new ByteBuffer();
    yield encoder.header;
    for (const piece of pieces) {
      await this.#append(piece, encoder, into);
      if (0 < into.length) yield into.take();
    }
    encoder.finish(into);
    yield into.take();
  }

  async #append(piece: UnfinishedPart, encoder: ParquetEncoder, into: ByteBuffer): Promise<void> {
    const bytes = await together(plainBytes(piece.name, this.#bytes(piece), this.#recording, this.#lock.key));
    const file = await ParquetFile.of(join(this.#folder, piece.name), bytes);
    let rows = 0;
    for (const group of file.groups) {
      const end = rows + Number(group.num_rows);
      const [start, columnsEnd] = bytesOf(group);
      if (GROUP_ROWS_MIN <= end - rows) encoder.appendGroup(group, bytes.subarray(start, columnsEnd), start, into);
      else {
        const read = parquetRows(file, this.#schema, this.#reading(piece.name), [rows, end]);
        for await (const batch of read) encoder.encode(batch, into);
      }
      rows = end;
      await turn();
    }
    this.#checkRows(piece, rows);
  }

  async *#firstRows(shown: Part, count: number): Content {
    const encoder = await createEncoder(this.#options.format, this.#schema);
    const into = new ByteBuffer();
    let rows = 0;
    yield encoder.header;
    const read = partRows(shown.name, this.#bytes(shown), this.#recording, this.#reading(shown.name));
    for await (const batch of read) {
      const taken = Math.min(batch.length, count - rows);
      encoder.encode(
        taken === batch.length
          ? batch
          : takeRows(
              batch,
              Int32Array.from({ length: taken }, (_, i) => i),
              taken,
            ),
        into,
      );
      rows += taken;
      if (0 < into.length) yield into.take();
      if (rows === count) break;
    }
    this.#checkRows({ name: shown.name, rows: count }, rows);
    encoder.finish(into);
    yield into.take();
  }

  get #recording(): RowsOf {
    const { format, compress } = this.#options;
    return { format, compress, encrypt: this.#lock.key === null ? 'none' : 'age', schema: this.#schema };
  }

  #bytes(part: Part | UnfinishedPart): AsyncIterable<Buffer> {
    return soundBytes(this.#folder, part);
  }

  #reading(name: string): RowReading {
    const reject = ({ reason }: { readonly reason: string }): void => {
      throw this.#damaged(name, reason);
    };
    return { batchSize: BATCH_ROWS, reject, key: this.#lock.key };
  }

  #checkRows({ name, rows }: Pick<Part, 'name' | 'rows'>, found: number): void {
    if (found !== rows) throw this.#damaged(name, `it has ${found} rows instead of ${rows}`);
  }

  #damaged(name: string, what: string): Error {
    return this.#files.fault(`${join(this.#folder, name)} is damaged (${what}); see recordings verify and repair`);
  }
}

function rowsOf(pieces: readonly Part[]): number {
  return pieces.reduce((sum, { rows }) => sum + rows, 0);
}

function spanOf(pieces: readonly Part[]): { readonly firstTime: number; readonly lastTime: number } {
  const times = (time: (piece: Part) => string | null): number[] =>
    pieces.flatMap((piece) => {
      const text = time(piece);
      return text === null ? [] : [Date.parse(text)];
    });
  return {
    firstTime: Math.min(...times(({ firstTime }) => firstTime)),
    lastTime: Math.max(...times(({ lastTime }) => lastTime)),
  };
}

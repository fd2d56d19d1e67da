import type { Batch } from '../data/batch.ts';
import type { FileSourceOptions } from '../document/plan.ts';
import type { RowPlace } from '../files/row-framer.ts';
import { RowReader } from '../files/row-reader.ts';
import type { ByteReader } from './file/byte-reader.ts';
import { openFile } from './file/byte-reader.ts';
import { fileIndex, matchingFiles } from './file/matching-files.ts';
import { readHeader } from './file/read-header.ts';
import { FollowingSource } from './following.ts';
import { ParquetSource } from './parquet.ts';
import type { Source, SourceContext, SourcePosition } from './source.ts';

/**
 * A source that reads the rows of files in name order, and ends after the last, or follows them. `from` is a position that such
 * a source gave before: it goes on with the row there.
 */
export function createFileSource(
  options: FileSourceOptions,
  context: SourceContext,
  from: SourcePosition | null = null,
): Source {
  if (options.format === 'parquet') return new ParquetSource(options, context, from);
  return options.follow ? new FollowingSource(options, context, from) : new FileSource(options, context, from);
}

/** Never holds more than a few pieces of one file; a batch has rows of one file only. */
class FileSource implements Source {
  readonly #options: FileSourceOptions;
  readonly #context: SourceContext;
  readonly #rows: RowReader;
  #from: SourcePosition | null;
  #files: readonly string[] = [];
  #next = 0;
  /** All bytes of the current file have been handed on. */
  #isFinished = false;
  /** Where the last file ended. */
  #end: SourcePosition | null = null;
  #current: { readonly path: string; readonly reader: ByteReader } | null = null;

  constructor(options: FileSourceOptions, context: SourceContext, from: SourcePosition | null) {
    this.#options = options;
    this.#context = context;
    this.#from = from;
    this.#rows = new RowReader(options, context.batchSize, (row) => context.reject(row));
  }

  async open(): Promise<void> {
    this.#files = await matchingFiles(this.#options.path);
    this.#next = fileIndex(this.#files, this.#options.path, this.#from);
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    while (!signal.aborted) {
      if (!this.#current && !(await this.#openNext())) return null;
      const isFull = this.#rows.read();
      if (isFull || 0 < this.#rows.length) return this.#rows.take();
      await this.#readOn(this.#current!.reader);
    }
    return this.#rows.take();
  }

  position(): SourcePosition | null {
    if (this.#current) return { file: this.#current.path, ...this.#rows.place };
    const file = this.#files[this.#next];
    // After the last file: its end, which it can go on from too, with nothing.
    return file === undefined ? this.#end : { file, ...placeOf(this.#from) };
  }

  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    await current?.reader.close();
  }

  /** False after the last file. */
  async #openNext(): Promise<boolean> {
    const path = this.#files[this.#next];
    if (path === undefined) return false;
    const from = placeOf(this.#from);
    const reader = 0 < from.offset ? await this.#startAmid(path, from) : await openFile(path, 0);
    // All in one turn: a position that is asked for while the file is being opened is still the one before.
    if (from.offset === 0) this.#rows.startFile(path);
    this.#current = { path, reader };
    this.#from = null;
    this.#next++;
    return true;
  }

  /** What the columns of a CSV file are called stands only at its beginning. */
  async #startAmid(path: string, from: RowPlace): Promise<ByteReader> {
    this.#rows.startFile(path);
    if (this.#rows.needsHeader) await readHeader(this.#rows, path, await openFile(path, 0));
    this.#rows.startFile(path, from);
    return openFile(path, from.offset);
  }

  async #readOn(reader: ByteReader): Promise<void> {
    const bytes = this.#isFinished ? null : await this.#context.waiting(reader.next());
    if (bytes !== null) {
      this.#rows.push(bytes);
      return;
    }
    // The end of the file: what is left is its last row, and then comes the next file.
    if (this.#isFinished) {
      this.#isFinished = false;
      this.#end = this.position();
      this.#current = null;
      await reader.close();
    } else {
      this.#isFinished = true;
      this.#rows.finish();
    }
  }
}

const START: RowPlace = { offset: 0, line: 1 };

function placeOf(position: SourcePosition | null): RowPlace {
  return position ? { offset: Number(position['offset']), line: Number(position['line']) } : START;
}

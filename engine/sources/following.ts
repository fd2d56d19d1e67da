import type { Batch } from '../data/batch.ts';
import type { FileSourceOptions } from '../document/plan.ts';
import { RowReader } from '../files/row-reader.ts';
import { readHeader } from './file/read-header.ts';
import { openFile } from './file/byte-reader.ts';
import type { ByteReader } from './file/byte-reader.ts';
import { FollowedFiles } from './file/followed-files.ts';
import type { FollowedFile } from './file/followed-files.ts';
import type { Source, SourceContext, SourcePosition } from './source.ts';
import { waitByTimer } from './wait-by-timer.ts';

/** How often it looks for what is new. */
const LOOK_MS = 250;

/**
 * A source that reads the rows of files and then waits for what is appended to them, and for new files, until it is stopped.
 *
 * A last line without its end waits for that. A file that is renamed, also out of the glob, is read to its end; one that
 * is cut short is read anew. Compressed files are read once, when nothing has been written to them for a while.
 */
export class FollowingSource implements Source {
  readonly #options: FileSourceOptions;
  readonly #context: SourceContext;
  readonly #rows: RowReader;
  readonly #files: FollowedFiles;
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<void>;
  #current: { readonly file: FollowedFile; readonly reader: ByteReader } | null = null;
  /** All bytes of the current file have been handed on. */
  #isRead = false;

  constructor(
    options: FileSourceOptions,
    context: SourceContext,
    from: SourcePosition | null,
    wait: (ms: number, signal: AbortSignal) => Promise<void> = waitByTimer,
  ) {
    this.#options = options;
    this.#context = context;
    this.#rows = new RowReader(options, context.batchSize, (row) => context.reject(row));
    this.#files = new FollowedFiles(options.path, context, from);
    this.#wait = wait;
  }

  async open(): Promise<void> {
    await this.#files.look();
    if (this.#files.isEmpty) this.#context.warn(`no file matches ${this.#options.path} yet; rows come once one does`);
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    while (!signal.aborted) {
      if (!this.#current && !(await this.#openNext())) {
        await this.#context.waiting(this.#wait(LOOK_MS, signal));
        await this.#files.look();
        // Empty, so that what is due between two batches gets its turn.
        return this.#rows.take();
      }
      if (!this.#current) continue;
      const isFull = this.#rows.read();
      if (isFull || 0 < this.#rows.length) return this.#takeFrom(this.#current.file);
      await this.#readOn(this.#current);
    }
    return this.#rows.take();
  }

  position(): SourcePosition {
    return this.#files.position();
  }

  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    if (current && current.reader !== current.file.reader) await current.reader.close();
    await this.#files.close();
  }

  #takeFrom(file: FollowedFile): Batch {
    file.place = this.#rows.place;
    return this.#rows.take();
  }

  /** False where no file has anything new. */
  async #openNext(): Promise<boolean> {
    const file = this.#files.next();
    if (file === null) return false;
    const { path, place } = file;
    this.#rows.startFile(path);
    if (0 < place.offset) {
      if (this.#rows.needsHeader) await readHeader(this.#rows, path, await this.#fromStart(file));
      this.#rows.startFile(path, place);
    }
    const reader = file.reader ?? (await openFile(path, place.offset));
    file.reader?.seek(place.offset);
    this.#isRead = false;
    this.#current = { file, reader };
    return true;
  }

  async #fromStart({ path, reader }: FollowedFile): Promise<ByteReader> {
    if (reader === null) return openFile(path, 0);
    reader.seek(0);
    // The handle stays open: it may be all that is left of a file that was renamed.
    return { next: () => reader.next(), close: () => Promise.resolve() };
  }

  async #readOn({ file, reader }: { readonly file: FollowedFile; readonly reader: ByteReader }): Promise<void> {
    const bytes = this.#isRead ? null : await this.#context.waiting(reader.next());
    if (bytes !== null) {
      this.#rows.push(bytes);
      return;
    }
    // Nothing is appended any more to what is compressed, or was renamed away a while ago: its last line is whole.
    if (file.isLast && !this.#isRead) {
      this.#isRead = true;
      this.#rows.finish();
      return;
    }
    file.place = this.#rows.place;
    this.#current = null;
    if (file.reader === null) await reader.close();
    if (file.isLast) await this.#files.finish(file);
  }
}

import { dirname } from 'node:path';
import type { RejectedRow } from '../sources/source.ts';
import { DurableFiles } from './durable.ts';
import type { FileSystem, OpenFile } from './file-system.ts';

/** Characters of rejected rows that wait to be written; what comes on top is dropped and counted. */
const WAITING_LENGTH_MAX = 4 * 1024 * 1024;

/** What the file of rejected rows is given to work with. */
export interface RejectsContext {
  /** Told once, when rows cannot be written. */
  readonly warn?: (message: string) => void;
  readonly fileSystem?: FileSystem;
}

/**
 * The file that rejected rows are appended to: NDJSON with `file`, `line`, `reason` and `text` (contract, section 7).
 * Written in the background, synced at each commit and on `close`; a full disk or a missing folder costs the rejected rows, never the pipeline.
 */
export class RejectsFile {
  readonly #path: string;
  readonly #files: DurableFiles;
  readonly #warn: (message: string) => void;
  #waiting = '';
  /** Rows that are not in the file yet. */
  #unwritten = 0;
  #writing: Promise<void> | null = null;
  #handle: OpenFile | null = null;
  #hasFailed = false;
  #isUnsynced = false;
  #dropped = 0;

  constructor(path: string, context: RejectsContext = {}) {
    this.#path = path;
    this.#files = new DurableFiles({ code: 'sink-failed', title: 'rejected rows' }, context.fileSystem);
    this.#warn = context.warn ?? (() => undefined);
  }

  /** Rows that were rejected and could not be kept. */
  get dropped(): number {
    return this.#dropped;
  }

  put({ file, line, reason, text }: RejectedRow): void {
    if (this.#hasFailed || WAITING_LENGTH_MAX < this.#waiting.length + text.length) {
      this.#dropped++;
      return;
    }
    this.#unwritten++;
    this.#waiting += `${JSON.stringify({ file, line, reason, text })}\n`;
    this.#writing ??= this.#drain();
  }

  /** Settles once every row that was put is durable, or was given up. */
  async sync(): Promise<void> {
    await this.#writing;
    const handle = this.#handle;
    if (!handle || this.#hasFailed || !this.#isUnsynced) return;
    this.#isUnsynced = false;
    try {
      await this.#files.attempt('sync', this.#path, () => handle.datasync());
    } catch (error) {
      // As with a write that fails: the pipeline goes on without keeping them.
      this.#hasFailed = true;
      this.#warn((error as Error).message);
    }
  }

  /** Syncs what was put, and says how many rows could not be kept. */
  async close(): Promise<void> {
    await this.sync();
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
    if (0 < this.#dropped) this.#warn(`${this.#dropped} rejected rows were counted but not kept in ${this.#path}`);
  }

  async #drain(): Promise<void> {
    // Rows of the same moment are written together.
    await Promise.resolve();
    try {
      while (this.#waiting !== '') {
        const text = this.#waiting;
        const rows = this.#unwritten;
        this.#waiting = '';
        this.#handle ??= await this.#open();
        await this.#write(this.#handle, Buffer.from(text));
        this.#isUnsynced = true;
        this.#unwritten -= rows;
      }
    } catch (error) {
      // Rejected rows are worth less than the pipeline: it goes on without keeping them.
      this.#hasFailed = true;
      this.#dropped += this.#unwritten;
      this.#warn((error as Error).message);
    }
    this.#writing = null;
  }

  async #open(): Promise<OpenFile> {
    const folder = dirname(this.#path);
    await this.#files.createFolder(folder);
    const handle = await this.#files.attempt('open', this.#path, () => this.#files.system.open(this.#path, 'a+'));
    await this.#files.syncFolder(folder);
    // A run that was killed may have left half a line, which must not swallow the next one.
    if (!(await endsLine(handle))) await this.#write(handle, Buffer.from('\n'));
    return handle;
  }

  async #write(handle: OpenFile, bytes: Buffer): Promise<void> {
    await this.#files.attempt('write', this.#path, async () => {
      for (let written = 0; written < bytes.length;) {
        written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
      }
    });
  }
}

async function endsLine(handle: OpenFile): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last.toString() === '\n';
}

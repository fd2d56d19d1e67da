import { join } from 'node:path';
import type { FileSinkOptions } from '../../document/plan.ts';
import type { DurableFiles } from '../../files/durable.ts';
import type { UnfinishedPart } from '../../recordings/recording.ts';
import type { Block } from './part-file.ts';
import { finishPart } from './finish-part.ts';
import { Merges } from './merges.ts';
import { PartFile } from './part-file.ts';
import type { PartMerger } from './part-merger.ts';
import { endsAtCheckpoints, inProgressName, partExtension, partName, pieceName } from './part-name.ts';
import type { SinkLock } from './sink-lock.ts';

/** Bytes that wait to be written before the job has to wait, and down to which it then waits. */
const WAITING_BYTES_MAX = 8 * 1024 * 1024;
const WAITING_BYTES_LOW = WAITING_BYTES_MAX / 2;

/** What is durable, and not shown yet. */
interface Synced {
  readonly closed: readonly UnfinishedPart[];
  readonly open: UnfinishedPart | null;
  /** The number of the part after these. */
  readonly nextNumber: number;
}

/** What of a part that is written in pieces is closed. */
interface OpenPart {
  readonly name: string;
  readonly pieces: UnfinishedPart[];
}

/**
 * Writes blocks into parts in the background, in the order of the calls. The first failure ends it: what is asked for after
 * that fails with the same error.
 */
export class PartWriter {
  readonly #files: DurableFiles;
  readonly #options: FileSinkOptions;
  readonly #subtask: number;
  readonly #lock: SinkLock;
  /** The pieces that become parts in the background. */
  readonly merges: Merges;
  /** What each file begins with. */
  #header: Uint8Array = new Uint8Array();
  #number = 0;
  #open: OpenPart | null = null;
  #part: PartFile | null = null;
  #closed: UnfinishedPart[] = [];
  #tail: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #waitingRows = 0;
  /** Down to which the waiting rows have to go before there is room again. */
  #rowsLow = Infinity;
  #closedBytes = 0;
  #rollsWaiting = 0;
  #failure: { readonly error: Error } | null = null;
  #waiters: { resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(
    files: DurableFiles,
    options: FileSinkOptions,
    what: { subtask: number; merger: PartMerger; lock: SinkLock },
  ) {
    this.#files = files;
    this.#options = options;
    this.#subtask = what.subtask;
    this.#lock = what.lock;
    this.merges = new Merges(what.merger);
  }

  startAt(number: number, header: Uint8Array): void {
    this.#number = number;
    this.#header = header;
  }

  /** Bytes that are in files, of all parts. */
  get writtenBytes(): number {
    return this.#closedBytes + (this.#part?.file.sizeBytes ?? 0);
  }

  /** Bytes that are in the file of the newest part. */
  get partBytes(): number {
    // As long as parts before it are still being written, nothing of it is.
    return this.#rollsWaiting === 0 ? (this.#part?.file.sizeBytes ?? 0) : 0;
  }

  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** Rows that wait to be written. */
  get waitingRows(): number {
    return this.#waitingRows;
  }

  /** Null while there is room for more, with fewer than `rowsMax` rows waiting, else settles once there is. */
  room(rowsMax = Infinity): Promise<void> | null {
    if (this.#failure) return Promise.reject(this.#failure.error);
    if (this.#waitingBytes < WAITING_BYTES_MAX && this.#waitingRows < rowsMax) return null;
    this.#rowsLow = rowsMax / 2;
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Appends a block to the open part, or to a new one. */
  write(block: Block): void {
    this.#waitingBytes += block.bytes.length;
    this.#waitingRows += block.rows;
    this.#enqueue(async () => {
      const part = (this.#part ??= await this.#startPart());
      await part.write(block);
      this.#waitingBytes -= block.bytes.length;
      this.#waitingRows -= block.rows;
      if (this.#waitingBytes <= WAITING_BYTES_LOW && this.#waitingRows <= this.#rowsLow) this.#wake();
    });
  }

  /** Closes the open piece, as a checkpoint asks for: the next block begins another one of the same part. */
  endPiece(): void {
    this.#enqueue(() => this.#closePart());
  }

  /** Closes the open part: the next block begins a new one. */
  roll(): void {
    this.#rollsWaiting++;
    this.#enqueue(async () => {
      await this.#closePart();
      if (this.#open) await this.#endPieces(this.#open);
      this.#open = null;
      this.#rollsWaiting--;
    });
  }

  /**
   * Makes everything that was written before durable, and gives the parts that were closed since the last time, and what is
   * durable of the open one.
   */
  async sync(): Promise<Synced> {
    let closed: UnfinishedPart[] = [];
    let open: UnfinishedPart | null = null;
    let nextNumber = 0;
    this.#enqueue(async () => {
      await this.#part?.sync();
      await this.#part?.file.checkPresence();
      closed = this.#closed;
      this.#closed = [];
      open = this.#part?.durable ?? null;
      nextNumber = this.#number;
    });
    await this.#settle();
    return { closed, open, nextNumber };
  }

  /**
   * Lets go of the open part after a failure, and gives the parts that can be shown: those that were closed, and what was durable of
   * the open one, which is cut back to that. Where nothing was, the rest stays under its hidden name.
   */
  async abandon(): Promise<UnfinishedPart[]> {
    await this.#tail;
    const part = this.#part;
    const closed = this.#closed;
    this.#part = null;
    this.#closed = [];
    if (!part) return closed;
    const durable = await part.abandon();
    const isUseless = part.file.sizeBytes === 0 || endsAtCheckpoints(this.#options);
    if (isUseless) await this.#files.system.unlink(part.file.path);
    if (!durable) return closed;
    return [...closed, await finishPart(this.#files, part.file.path, durable)];
  }

  /** Lets go of the open part, and leaves its file as it is. */
  async release(): Promise<void> {
    await this.merges.stop();
    await this.#tail;
    await this.#part?.abandon();
    this.#part = null;
  }

  async #settle(): Promise<void> {
    await this.#tail;
    if (this.#failure) throw this.#failure.error;
  }

  #enqueue(act: () => Promise<void>): void {
    this.#tail = this.#tail.then(async () => {
      if (this.#failure) return;
      try {
        await act();
      } catch (error) {
        // Nobody waits for background work: it is kept for the next call that somebody waits for.
        this.#failure = { error: error as Error };
        this.#wake();
      }
    });
  }

  async #startPart(): Promise<PartFile> {
    const name = this.#nextName();
    const file = await this.#files.create(join(this.#options.path, inProgressName(name)));
    const part = new PartFile(name, file, {
      compress: this.#options.compress,
      recipient: this.#lock.recipientOf(name),
    });
    // So that the part is closed whatever happens to its header.
    this.#part = part;
    await part.write({ bytes: this.#header, rows: 0, firstTime: Infinity, lastTime: -Infinity });
    await this.#files.syncFolder(this.#options.path);
    return part;
  }

  #nextName(): string {
    const isNew = this.#open === null;
    const name = this.#open?.name ?? partName(this.#subtask, this.#number, partExtension(this.#options));
    if (isNew) this.#number++;
    if (!endsAtCheckpoints(this.#options)) return name;
    this.#open ??= { name, pieces: [] };
    return pieceName(name, this.#open.pieces.length + 1);
  }

  async #closePart(): Promise<void> {
    if (!this.#part) return;
    const closed = await this.#part.close();
    this.#part = null;
    this.#closedBytes += closed.bytes;
    this.#closed.push(closed);
    this.#open?.pieces.push(closed);
  }

  /** Pieces that checkpoints may know of stay until the part that is made of them is shown; one that none knows of is the part. */
  async #endPieces({ name, pieces }: OpenPart): Promise<void> {
    const [only] = pieces;
    const isWhole = pieces.length === 1 && this.#lock.key === null;
    const at = isWhole ? this.#closed.indexOf(only!) : -1;
    if (at === -1) {
      if (0 < pieces.length) this.merges.begin(pieces);
      return;
    }
    const { path } = this.#options;
    await this.#files.rename(join(path, inProgressName(only!.name)), join(path, inProgressName(name)));
    await this.#files.syncFolder(path);
    this.#closed[at] = { ...only!, name };
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { resolve, reject } of waiters) {
      if (this.#failure) reject(this.#failure.error);
      else resolve();
    }
  }
}

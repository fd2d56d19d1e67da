import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { FileSinkOptions } from '../document/plan.ts';
import { ByteBuffer } from '../files/byte-buffer.ts';
import { createEncoder } from '../files/create-encoder.ts';
import { DurableFiles } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { RowEncoder } from '../files/row-encoder.ts';
import type { UnfinishedPart } from '../recordings/recording.ts';
import { PartMerger } from './file/part-merger.ts';
import { endsAtCheckpoints, nextPartNumber } from './file/part-name.ts';
import { PartQueue } from './file/part-queue.ts';
import { PartWriter } from './file/part-writer.ts';
import { RecordingFolder } from './file/recording-folder.ts';
import { RowStory } from './file/row-story.ts';
import type { Lateness } from './file/time-column.ts';
import type { PartsState } from './file/restore-parts.ts';
import { SinkLock } from './file/sink-lock.ts';
import type { Sink, SinkContext } from './sink.ts';

/** Encoded bytes that are collected before they are handed to the background writer. */
const BLOCK_BYTES = 256 * 1024;

/** What a file sink is given to work with. */
export interface FileSinkContext extends SinkContext {
  /** What people know the recording by; a recording that is in the folder already keeps its name. */
  readonly recordingName: string;
  readonly documentText: string | null;
  /** Rows that may wait to be written before the job has to wait; without it only their bytes count. */
  readonly rowsMax?: number;
  /** What the source of the rows declares about their event time, so that replay can keep to it; null: nothing. */
  readonly eventTime?: Lateness | null;
  /** The system calls; tests put in ones that fail. */
  readonly fileSystem?: FileSystem;
}

/** A sink that writes part files and their manifest. */
export interface FileSink extends Sink {
  /** Rows taken and bytes made of them since it was opened; with compression, the compressed bytes. */
  progress(): { readonly rows: number; readonly bytes: number };
}

/** A sink that writes its rows into parts in a folder, exactly once (contract, section 8). */
export function createFileSink(options: FileSinkOptions, schema: Schema, context: FileSinkContext): FileSink {
  return new PartSink(options, schema, context);
}

/** Rows are encoded as they come, written in the background, synced at each commit, and shown once their part is closed. */
class PartSink implements FileSink {
  readonly #options: FileSinkOptions;
  readonly #schema: Schema;
  readonly #context: FileSinkContext;
  readonly #folder: RecordingFolder;
  readonly #writer: PartWriter;
  /** From `open` on. */
  #encoder!: RowEncoder;
  readonly #story: RowStory;
  readonly #buffer = new ByteBuffer(2 * BLOCK_BYTES);
  /** What is closed, with the checkpoint that makes it ready to be shown. */
  readonly #queue = new PartQueue();
  /** What was durable of the open part at each checkpoint that is not complete yet. */
  #opens: { readonly checkpoint: number; readonly open: UnfinishedPart | null }[] = [];
  #rows = 0;
  #encodedBytes = 0;
  // What is in the buffer.
  #blockRows = 0;
  // What the open part will be, once everything before is written.
  #partRows = 0;
  /** Rows of its file; of a part in pieces, of the piece. */
  #fileRows = 0;
  #isEnding = false;
  #partEncodedFrom = 0;
  #partSince = 0;

  constructor(options: FileSinkOptions, schema: Schema, context: FileSinkContext) {
    const files = new DurableFiles({ code: 'sink-failed', title: `sink "${context.id}"` }, context.fileSystem);
    this.#options = options;
    this.#context = context;
    this.#schema = schema;
    this.#story = new RowStory(schema, {
      lateness: context.eventTime ?? null,
      isSecret: options.encrypt !== undefined,
    });
    const lock = new SinkLock(options.encrypt?.passphrase ?? null);
    const merger = new PartMerger(files, options, { schema, lock });
    const details = { name: context.recordingName, document: context.documentText };
    this.#folder = new RecordingFolder(files, options, { schema, details, merger, lock, story: this.#story });
    this.#writer = new PartWriter(files, options, { subtask: context.subtask, merger, lock });
  }

  async open(states?: readonly PartsState[]): Promise<void> {
    this.#encoder = await createEncoder(this.#options.format, this.#schema);
    const { names, manifest } = await this.#folder.open(this.#context.clock.now(), states);
    this.#story.startWith(manifest, states ? 'checkpoint' : 'anew');
    this.#writer.startAt(nextPartNumber(names, this.#context.subtask), this.#encoder.header);
  }

  /** Its rows are encoded at once. */
  readonly keepsBatches = false;

  receive(batch: Batch): void {
    // The failure is told by the next call that somebody waits for.
    if (this.#writer.hasFailed) return;
    if (batch.length === 0) return this.#story.take(batch);
    if (this.#isPartFull()) this.#roll();
    if (this.#partRows === 0) this.#beginPart();
    const before = this.#buffer.length;
    this.#encoder.encode(batch, this.#buffer);
    this.#encodedBytes += this.#buffer.length - before;
    this.#rows += batch.length;
    this.#partRows += batch.length;
    this.#fileRows += batch.length;
    this.#blockRows += batch.length;
    this.#story.take(batch);
    if (BLOCK_BYTES <= this.#buffer.length) this.#writeBlock();
  }

  room(): Promise<void> | null {
    const { rowsMax = Infinity } = this.#context;
    if (rowsMax <= this.queued()) this.#writeBlock();
    return this.#writer.room(rowsMax);
  }

  queued(): number {
    return this.#blockRows + this.#writer.waitingRows;
  }

  async prepareCommit(checkpoint: number, isLast = false): Promise<PartsState> {
    // Before the first await: the rows received so far are the cut, those received meanwhile are not in it.
    if (isLast || this.#isPartFull()) this.#roll();
    else this.#cut();
    this.#isEnding ||= isLast;
    const { closed, open, nextNumber } = await this.#writer.sync();
    await this.#folder.checkPresence();
    for (const part of closed) this.#queue.add(checkpoint, part);
    this.#opens.push({ checkpoint, open });
    return {
      subtask: this.#context.subtask,
      nextPart: nextNumber,
      unfinished: [...this.#queue.parts, ...(open ? [open] : [])],
    };
  }

  async commit(checkpoint: number): Promise<void> {
    // After the last checkpoint nobody comes back to show what was not made in time.
    if (this.#isEnding) await this.#writer.merges.settled();
    for (const merged of this.#writer.merges.take()) this.#queue.merged(merged);
    const open = this.#opens.filter((each) => each.checkpoint <= checkpoint).at(-1)?.open ?? null;
    await this.#show(checkpoint, open);
    this.#opens = this.#opens.filter((each) => checkpoint < each.checkpoint);
  }

  async finish(): Promise<void> {
    await this.prepareCommit(Infinity, true);
    await this.commit(Infinity);
    await this.#folder.close(this.#context.clock.now(), null);
  }

  async abandon(reason: string): Promise<void> {
    if (!this.#folder.isOpen) return;
    try {
      await this.#folder.makeRoom();
      await this.#writer.merges.stop();
      for (const part of await this.#writer.abandon()) this.#queue.add(Infinity, part);
      // Pieces that cannot be put together any more stay pieces.
      for (const merged of await this.#writer.merges.last(this.#queue.parts)) this.#queue.merged(merged);
      await this.#show(Infinity, null);
    } catch (error) {
      // Where even that fails, what was committed before is still there.
      this.#context.warn((error as Error).message);
    }
    try {
      await this.#folder.close(this.#context.clock.now(), reason);
    } catch (error) {
      // On a full disk the manifest cannot say "failed"; it then reads as recovered once this process has ended.
      this.#context.warn((error as Error).message);
    }
  }

  async release(): Promise<void> {
    if (!this.#folder.isOpen) return;
    try {
      await this.#writer.release();
    } finally {
      await this.#folder.release();
    }
  }

  progress(): { readonly rows: number; readonly bytes: number } {
    const isCompressed = this.#options.compress === 'gzip';
    return { rows: this.#rows, bytes: isCompressed ? this.#writer.writtenBytes : this.#encodedBytes };
  }

  async #show(checkpoint: number, open: UnfinishedPart | null): Promise<void> {
    const ready = this.#queue.ready(checkpoint);
    const { shown, replaced, kept } = ready;
    await this.#folder.publish(shown, { unfinished: open ? [...kept, open] : kept, replaced });
    this.#queue.isShown(ready);
  }

  #isPartFull(): boolean {
    if (this.#partRows === 0) return false;
    const { sizeBytes, intervalMs } = this.#options.rolling;
    const isCompressed = this.#options.compress === 'gzip';
    const encodedBytes = this.#encodedBytes + this.#encoder.heldBytes - this.#partEncodedFrom;
    // Compressed bytes are only known once they are written, which lags behind.
    const bytes = isCompressed ? this.#writer.partBytes : encodedBytes;
    return sizeBytes <= bytes || intervalMs <= this.#context.clock.monotonic() - this.#partSince;
  }

  #beginPart(): void {
    this.#partSince = this.#context.clock.monotonic();
    this.#partEncodedFrom = this.#encodedBytes;
    this.#encodedBytes += this.#encoder.header.length;
  }

  /** Ends what cannot be cut back to here later. */
  #cut(): void {
    const ends = endsAtCheckpoints(this.#options);
    if (ends) this.#endFile();
    this.#writeBlock();
    if (ends) this.#writer.endPiece();
  }

  #roll(): void {
    this.#endFile();
    this.#writeBlock();
    this.#writer.roll();
    this.#partRows = 0;
  }

  #endFile(): void {
    if (this.#fileRows === 0) return;
    const before = this.#buffer.length;
    this.#encoder.finish(this.#buffer);
    this.#encodedBytes += this.#buffer.length - before;
    this.#fileRows = 0;
  }

  #writeBlock(): void {
    if (this.#blockRows === 0 && this.#buffer.length === 0) return;
    this.#writer.write({
      bytes: this.#buffer.take(),
      rows: this.#blockRows,
      ...this.#story.takeSpan(),
    });
    this.#blockRows = 0;
  }
}

import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { FileSinkOptions } from '../document/plan.ts';
import { ByteBuffer } from '../files/byte-buffer.ts';
import { CsvEncoder } from '../files/csv-encoder.ts';
import { DurableFiles } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { NdjsonEncoder } from '../files/ndjson-encoder.ts';
import type { RowEncoder } from '../files/row-encoder.ts';
import type { UnfinishedPart } from '../recordings/recording.ts';
import { GapRows } from './file/gap-rows.ts';
import { nextPartNumber } from './file/part-name.ts';
import { PartWriter } from './file/part-writer.ts';
import { RecordingFolder } from './file/recording-folder.ts';
import type { Story } from './file/recording-folder.ts';
import { TimeColumn } from './file/time-column.ts';
import type { Lateness } from './file/time-column.ts';
import type { PartsState } from './file/restore-parts.ts';
import type { Sink, SinkContext, SinkState } from './sink.ts';

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
  readonly #context: FileSinkContext;
  readonly #encoder: RowEncoder;
  readonly #folder: RecordingFolder;
  readonly #writer: PartWriter;
  readonly #times: TimeColumn;
  readonly #gaps: GapRows;
  readonly #buffer = new ByteBuffer(2 * BLOCK_BYTES);
  /** Closed parts, with the checkpoint that made them ready to be shown. */
  #pending: { readonly checkpoint: number; readonly part: UnfinishedPart }[] = [];
  /** What was durable of the open part at each checkpoint that is not complete yet. */
  #opens: { readonly checkpoint: number; readonly open: UnfinishedPart | null }[] = [];
  #rows = 0;
  #encodedBytes = 0;
  // What is in the buffer.
  #blockRows = 0;
  #firstTime = Infinity;
  #lastTime = -Infinity;
  // What the open part will be, once everything before is written.
  #partRows = 0;
  #partEncodedFrom = 0;
  #partSince = 0;

  constructor(options: FileSinkOptions, schema: Schema, context: FileSinkContext) {
    const files = new DurableFiles({ code: 'sink-failed', title: `sink "${context.id}"` }, context.fileSystem);
    const details = { name: context.recordingName, document: context.documentText };
    this.#options = options;
    this.#context = context;
    this.#encoder = options.format === 'csv' ? new CsvEncoder(schema) : new NdjsonEncoder(schema);
    this.#times = new TimeColumn(schema, context.eventTime ?? null);
    this.#gaps = new GapRows(schema);
    this.#folder = new RecordingFolder(files, options, { schema, details, story: () => this.#story() });
    this.#writer = new PartWriter(files, options, { subtask: context.subtask, header: this.#encoder.header });
  }

  async open(restored?: readonly SinkState[]): Promise<void> {
    const states = restored as readonly PartsState[] | undefined;
    const { names, former } = await this.#folder.open(this.#context.clock.now(), states);
    if (former) this.#gaps.startWith(former);
    this.#writer.startAt(nextPartNumber(names, this.#context.subtask));
  }

  receive(batch: Batch): void {
    // The failure is told by the next call that somebody waits for.
    if (batch.length === 0 || this.#writer.hasFailed) return;
    if (this.#isPartFull()) this.#roll();
    if (this.#partRows === 0) this.#beginPart();
    const before = this.#buffer.length;
    this.#encoder.encode(batch, this.#buffer);
    this.#encodedBytes += this.#buffer.length - before;
    this.#rows += batch.length;
    this.#partRows += batch.length;
    this.#blockRows += batch.length;
    if (batch.eventTimes) this.#lookAtTimes(batch, batch.eventTimes);
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
    this.#writeBlock();
    const { closed, open, nextNumber } = await this.#writer.sync();
    await this.#folder.checkPresence();
    for (const part of closed) this.#pending.push({ checkpoint, part });
    this.#opens.push({ checkpoint, open });
    return {
      subtask: this.#context.subtask,
      nextPart: nextNumber,
      unfinished: [...this.#pending.map(({ part }) => part), ...(open ? [open] : [])],
    };
  }

  async commit(checkpoint: number): Promise<void> {
    const ready = this.#pending.filter((each) => each.checkpoint <= checkpoint);
    const open = this.#opens.filter((each) => each.checkpoint <= checkpoint).at(-1)?.open ?? null;
    await this.#folder.publish(
      ready.map(({ part }) => part),
      open,
    );
    this.#pending = this.#pending.filter((each) => checkpoint < each.checkpoint);
    this.#opens = this.#opens.filter((each) => checkpoint < each.checkpoint);
  }

  async finish(): Promise<void> {
    this.#roll();
    await this.prepareCommit(Infinity);
    await this.commit(Infinity);
    await this.#folder.close(this.#context.clock.now(), null);
  }

  async abandon(reason: string): Promise<void> {
    if (!this.#folder.isOpen) return;
    try {
      await this.#folder.makeRoom();
      const durable = await this.#writer.abandon();
      await this.#folder.publish([...this.#pending.map(({ part }) => part), ...durable], null);
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

  #isPartFull(): boolean {
    if (this.#partRows === 0) return false;
    const { sizeBytes, intervalMs } = this.#options.rolling;
    const isCompressed = this.#options.compress === 'gzip';
    // Compressed bytes are only known once they are written, which lags behind.
    const bytes = isCompressed ? this.#writer.partBytes : this.#encodedBytes - this.#partEncodedFrom;
    return sizeBytes <= bytes || intervalMs <= this.#context.clock.monotonic() - this.#partSince;
  }

  #beginPart(): void {
    this.#partSince = this.#context.clock.monotonic();
    this.#partEncodedFrom = this.#encodedBytes;
    this.#encodedBytes += this.#encoder.header.length;
  }

  #roll(): void {
    this.#writeBlock();
    this.#writer.roll();
    this.#partRows = 0;
  }

  #writeBlock(): void {
    if (this.#blockRows === 0) return;
    this.#writer.write({
      bytes: this.#buffer.take(),
      rows: this.#blockRows,
      firstTime: this.#firstTime,
      lastTime: this.#lastTime,
    });
    this.#blockRows = 0;
    this.#firstTime = Infinity;
    this.#lastTime = -Infinity;
  }

  #story(): Story {
    return { eventTime: this.#times.known, gaps: this.#gaps.gaps, gapCount: this.#gaps.gapCount };
  }

  #lookAtTimes(batch: Batch, times: Float64Array): void {
    this.#spanTimes(times, batch.length);
    this.#times.take(batch, times);
    this.#gaps.take(batch, times);
  }

  #spanTimes(times: Float64Array, length: number): void {
    let first = this.#firstTime;
    let last = this.#lastTime;
    for (let i = 0; i < length; i++) {
      const time = times[i]!;
      if (time < first) first = time;
      if (last < time) last = time;
    }
    this.#firstTime = first;
    this.#lastTime = last;
  }
}

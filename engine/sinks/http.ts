import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { HttpSinkOptions } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import { ByteBuffer } from '../files/byte-buffer.ts';
import { DurableFiles } from '../files/durable.ts';
import { NdjsonEncoder } from '../files/ndjson-encoder.ts';
import { Spool } from '../files/spool.ts';
import { openClient } from '../http/client.ts';
import type { HttpClient } from '../http/client.ts';
import { troubleOf } from '../http/trouble.ts';
import { Delivery } from './http/delivery.ts';
import { piecesOf } from './http/rows-of.ts';
import { WaitingBlocks } from './http/waiting-blocks.ts';
import type { Sink, SinkContext } from './sink.ts';

/** Bytes of one request, after which it is not waited for more rows. */
const REQUEST_BYTES = 1024 * 1024;
/** How long a commit waits for rows that are on their way, before it writes them to the disk. */
const COMMIT_PATIENCE_MS = 1000;
/** How long the end of a job that was stopped waits for rows to be taken; then they stay on the disk. */
const STOP_PATIENCE_MS = 3000;

/** What an `http` sink is given to work with. */
export interface HttpSinkContext extends SinkContext {
  /** The folder in which rows wait, the sink's own. */
  readonly folder: string;
  /** Whether all its sources can wait, and give their rows again: else what finds no room is dropped. */
  readonly canWait: boolean;
  readonly counters: { dropped: number };
  random(): number;
  /** Ends early when `signal` is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** A sink that sends its rows to an address as NDJSON, at least once each (contract, section 8). */
export function createHttpSink(options: HttpSinkOptions, schema: Schema, context: HttpSinkContext): Sink {
  return new HttpSink(options, schema, context);
}

/** Rows are encoded as they come and sent in the background. With each commit, what the other side has not taken yet is made durable on the disk. */
class HttpSink implements Sink {
  readonly #options: HttpSinkOptions;
  readonly #context: HttpSinkContext;
  readonly #title: string;
  readonly #encoder: NdjsonEncoder;
  readonly #buffer = new ByteBuffer();
  readonly #waiting: WaitingBlocks;
  #client: HttpClient | null = null;
  #delivery: Delivery | null = null;
  #rows = 0;
  #timer: NodeJS.Timeout | undefined;
  #isHurrying = false;
  #droppedTold = 0;

  constructor(options: HttpSinkOptions, schema: Schema, context: HttpSinkContext) {
    this.#options = options;
    this.#context = context;
    this.#title = `sink "${context.id}"`;
    this.#encoder = new NdjsonEncoder(schema);
    const files = new DurableFiles({ code: 'sink-failed', title: this.#title });
    this.#waiting = new WaitingBlocks(new Spool(files, context.folder), options.buffer.sizeBytes);
  }

  async open(): Promise<void> {
    const { endpoint } = this.#options;
    const { clock } = this.#context;
    try {
      this.#client = await openClient(endpoint);
    } catch (error) {
      // What the document names cannot be used: a person has to mend that.
      const { reason, remedy } = troubleOf(error);
      throw new Fault('sink-failed', `${this.#title}: ${reason}; ${remedy}`, { cause: error, isPermanent: true });
    }
    await this.#waiting.open((message) => this.#warn(message));
    if (!this.#waiting.isEmpty) this.#warn(`${this.#waiting.rows} rows that were not taken before are sent first`);
    const parts = { client: this.#client, waiting: this.#waiting };
    this.#delivery = new Delivery(endpoint, parts, {
      title: this.#title,
      clock,
      random: () => this.#context.random(),
      wait: (ms, signal) => this.#context.wait(ms, signal),
      warn: (message) => this.#context.warn(message),
      giveUp: (rows) => (this.#context.counters.dropped += rows),
    });
  }

  /** Its rows are encoded at once. */
  readonly keepsBatches = false;

  receive(batch: Batch): void {
    if (batch.length === 0) return;
    if (!this.#context.canWait && this.#waiting.isFull) {
      this.#drop(batch.length);
      return;
    }
    this.#encoder.encode(batch, this.#buffer);
    this.#rows += batch.length;
    if (this.#options.batch.rows <= this.#rows || REQUEST_BYTES <= this.#buffer.length) this.#putRows();
    else this.#timer ??= setTimeout(() => this.#putRows(), this.#options.batch.timeoutMs);
  }

  room(): Promise<void> | null {
    this.#throwFailure();
    return this.#mustWait() ? this.#roomAgain() : null;
  }

  queued(): number {
    return this.#rows + this.#waiting.rows;
  }

  async prepareCommit(): Promise<null> {
    // Before the first await: the rows received so far are the cut.
    this.#putRows();
    const { count } = this.#waiting;
    // Who answers takes them within a moment; then nothing needs to be written at all.
    if (!this.#delivery!.isAway && !this.#isHurrying) await this.#takenWithin(count, COMMIT_PATIENCE_MS);
    if (!this.#waiting.isEmpty) await this.#waiting.save();
    this.#throwFailure();
    return null;
  }

  commit(): Promise<void> {
    return Promise.resolve();
  }

  /** From now on nobody waits long for the other side. */
  hurry(): void {
    this.#isHurrying = true;
    this.#waiting.wake();
  }

  /** Sends all; a job that was stopped does not wait long for that. */
  async finish(): Promise<void> {
    await this.prepareCommit();
    const { count } = this.#waiting;
    await this.#waiting.takenUpTo(count, () => this.#isHurrying || this.#hasFailed());
    this.#throwFailure();
    if (this.#isHurrying) await this.#takenWithin(count, STOP_PATIENCE_MS);
    await this.#letGo();
    const { rows } = this.#waiting;
    if (0 < rows) this.#warn(`${rows} rows were not taken; they wait in ${this.#context.folder} for the next run`);
  }

  async abandon(): Promise<void> {
    await this.release();
  }

  /** Rows of sources that cannot give them again are kept too: so what was received is saved, whatever happens next. */
  async release(): Promise<void> {
    this.#putRows();
    try {
      await this.#letGo();
    } catch (error) {
      // The attempt has failed already; this is told beside its reason.
      this.#context.warn((error as Error).message);
    }
  }

  async #letGo(): Promise<void> {
    await this.#delivery?.stop();
    this.#client?.close();
    if (!this.#waiting.isEmpty) await this.#waiting.save();
    await this.#waiting.close();
  }

  #putRows(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#rows === 0) return;
    const lines = { bytes: this.#buffer.take(), rows: this.#rows };
    this.#rows = 0;
    for (const piece of piecesOf(lines, this.#options.batch.rows)) this.#waiting.put(piece.bytes, piece.rows);
  }

  #mustWait(): boolean {
    return this.#context.canWait && this.#waiting.isFull && !this.#isHurrying;
  }

  async #roomAgain(): Promise<void> {
    while (this.#mustWait() && !this.#hasFailed()) await this.#waiting.changed();
    this.#throwFailure();
  }

  async #takenWithin(count: number, limitMs: number): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#waiting.wake();
    }, limitMs);
    await this.#waiting.takenUpTo(count, () => isLate || this.#delivery!.isAway || this.#hasFailed());
    clearTimeout(timer);
  }

  #drop(rows: number): void {
    const { counters } = this.#context;
    counters.dropped += rows;
    // Told when it begins, and each time that there are ten times as many.
    if (counters.dropped < this.#droppedTold * 10) return;
    this.#droppedTold = counters.dropped;
    const { sizeBytes } = this.#options.buffer;
    this.#warn(
      `the buffer of ${sizeBytes / 1024 / 1024} MiB is full and the other side takes nothing: ${counters.dropped} rows were dropped; give it more under buffer.size`,
    );
  }

  #hasFailed(): boolean {
    try {
      this.#throwFailure();
      return false;
    } catch {
      // Whoever asks tells of it in its own place.
      return true;
    }
  }

  #throwFailure(): void {
    this.#waiting.throwFailure();
    this.#delivery?.throwFailure();
  }

  #warn(message: string): void {
    this.#context.warn(`${this.#title}: ${message}`);
  }
}

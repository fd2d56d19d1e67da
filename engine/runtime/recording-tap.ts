import { describeFault, Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { FileSink } from '../sinks/file.ts';
import { createFileSink } from '../sinks/file.ts';
import type { SourceEntry } from './entries.ts';
import { Commits } from './commits.ts';
import type { RecordingCounts, RecordingOrder, SubtaskStart } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';

/** Parts of a recording begin anew after this, so that a long one can be looked at while it is made. */
const RECORDING_ROLLING = { sizeBytes: 128 * 1024 * 1024, intervalMs: 15 * 60_000 };

/** A recording that is cut off soon after it was begun is not empty. */
const FIRST_COMMIT_MS = 1000;

/**
 * Makes a recording of a source's rows while the job runs: a file sink that is tapped onto the source's output and taken
 * off again, between two batches. What goes wrong with a recording ends the recording, never the job.
 */
export class RecordingTap {
  readonly #entry: SourceEntry;
  readonly #start: SubtaskStart;
  readonly #port: SubtaskPort;
  #current: { sink: FileSink; commits: Commits; detach: () => void } | null = null;
  #ending: Promise<void> = Promise.resolve();

  constructor(entry: SourceEntry, start: SubtaskStart, port: SubtaskPort) {
    this.#entry = entry;
    this.#start = start;
    this.#port = port;
  }

  /** Starts to record, from the next batch on. Tells how that went; never throws. */
  async start(order: RecordingOrder): Promise<void> {
    try {
      if (this.#current) throw new Fault('conflict', 'a recording is being made already; stop it first');
      await this.#begin(order);
      this.#port.post({ type: 'recordingStarted', fault: null });
    } catch (error) {
      this.#port.post({ type: 'recordingStarted', fault: describeFault(error) });
    }
  }

  /** Closes the recording with every row that it was given, and tells so, also where there is none (any more). */
  async stop(): Promise<void> {
    const current = this.#current;
    if (!current) {
      await this.#ending;
      this.#port.post({ type: 'recordingEnded', fault: null });
      return;
    }
    this.#ending = this.#end(async () => {
      try {
        await current.commits.end();
        await current.sink.finish();
      } catch (error) {
        await current.sink.abandon(describeFault(error).message);
        throw error;
      }
    });
    await this.#ending;
  }

  /** Null while the recording can take more rows, else settles once it can. */
  room(): Promise<void> | null {
    const current = this.#current;
    if (!current) return null;
    try {
      return current.sink.room()?.catch((error: unknown) => this.#fail(error)) ?? null;
    } catch (error) {
      return this.#fail(error);
    }
  }

  counts(): RecordingCounts | null {
    return this.#current?.sink.progress() ?? null;
  }

  async #begin(order: RecordingOrder): Promise<void> {
    const { node, output } = this.#entry;
    const { clock } = this.#port;
    const options = {
      type: 'file' as const,
      path: order.folder,
      format: order.format,
      rolling: RECORDING_ROLLING,
      compress: 'none' as const,
      ...(order.passphrase !== undefined && { encrypt: { passphrase: order.passphrase } }),
    };
    const sink = createFileSink(options, node.schema, {
      id: order.name,
      subtask: this.#start.subtask,
      clock,
      warn: (message) => this.#port.post({ type: 'warning', node: node.id, message }),
      recordingName: order.name,
      documentText: this.#start.documentText,
      rowsMax: this.#start.plan.settings.buffer.capacity,
      eventTime: node.source.eventTime,
    });
    await sink.open();
    const commits = new Commits([sink], this.#start.plan.settings.checkpoint.intervalMs, FIRST_COMMIT_MS);
    const detach = output.add({ keepsBatches: false, receive: (batch) => this.#receive(batch), idle: () => undefined });
    this.#current = { sink, commits, detach };
    commits.begin();
    commits.failure.catch((error: unknown) => this.#fail(error));
  }

  #receive(batch: Parameters<FileSink['receive']>[0]): void {
    try {
      this.#current?.sink.receive(batch);
    } catch (error) {
      void this.#fail(error);
    }
  }

  /** Gives the recording up: what was committed stays, and the person is told why. */
  async #fail(error: unknown): Promise<void> {
    const current = this.#current;
    if (!current) return this.#ending;
    const fault = describeFault(error);
    this.#ending = this.#end(async () => {
      await current.commits.end().catch(() => undefined);
      await current.sink.abandon(fault.message);
    }, fault);
    await this.#ending;
  }

  async #end(close: () => Promise<void>, fault: FaultDescription | null = null): Promise<void> {
    this.#current?.detach();
    this.#current = null;
    try {
      await close();
      this.#port.post({ type: 'recordingEnded', fault });
    } catch (error) {
      this.#port.post({ type: 'recordingEnded', fault: fault ?? describeFault(error) });
    }
  }
}

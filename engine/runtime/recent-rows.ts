import type { Batch } from '../data/batch.ts';
import { describeFault, Fault } from '../fault.ts';
import { createFileSink } from '../sinks/file.ts';
import { copied, HELD, RowHolder } from '../trial/held-rows.ts';
import type { SourceEntry } from './entries.ts';
import type { KeptSpan, RecordingOrder, SubtaskStart } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';

/**
 * Holds what the first source read in the last ten minutes, where that is sensors and somebody looks at charts: who has just seen something can
 * keep it. Recordings are made of copies, while the job goes on.
 */
export class RecentRows {
  readonly #entry: SourceEntry;
  readonly #start: SubtaskStart;
  readonly #port: SubtaskPort;
  readonly #holder = new RowHolder(HELD, copied);

  constructor(entry: SourceEntry, start: SubtaskStart, port: SubtaskPort) {
    this.#entry = entry;
    this.#start = start;
    this.#port = port;
    if (!start.hasScreen || start.trial !== undefined || entry.node.source.type !== 'system') return;
    const receive = (batch: Batch): void => this.#holder.hold(batch, port.clock.now());
    entry.output.add({ keepsBatches: false, receive, idle: () => undefined });
  }

  /** Makes a recording of what is held now, and tells what it holds; never throws. */
  async keep(number: number, order: RecordingOrder): Promise<void> {
    try {
      this.#port.post({ type: 'recentKept', number, answer: await this.#write(order) });
    } catch (error) {
      this.#port.post({ type: 'recentKept', number, answer: describeFault(error) });
    }
  }

  async #write(order: RecordingOrder): Promise<KeptSpan> {
    const held = this.#holder.batches(this.#port.clock.now() - HELD.ms);
    const [first, last] = [held[0], held.at(-1)];
    if (first === undefined || last === undefined) {
      throw new Fault('conflict', 'nothing to keep: this pipeline has read no sensor in the last ten minutes');
    }
    const span = { from: begin(first), to: Math.max(last.at, begin(last)) };
    const moment = { now: span.from };
    const sink = this.#sink(order, () => moment.now);
    await sink.open();
    try {
      let rows = 0;
      for (const { batch } of held) {
        sink.receive(batch);
        rows += batch.length;
        await sink.room();
      }
      moment.now = span.to;
      await sink.finish();
      return { rows, ...span };
    } catch (error) {
      await sink.abandon(describeFault(error).message);
      throw error;
    }
  }

  #sink(order: RecordingOrder, now: () => number): ReturnType<typeof createFileSink> {
    const { node } = this.#entry;
    const options = {
      type: 'file' as const,
      path: order.folder,
      format: order.format,
      rolling: { sizeBytes: Infinity, intervalMs: Infinity },
      compress: 'none' as const,
      ...(order.passphrase !== undefined && { encrypt: { passphrase: order.passphrase } }),
    };
    return createFileSink(options, node.schema, {
      id: order.name,
      subtask: this.#start.subtask,
      // It is from when its rows were read, not from now.
      clock: { now, monotonic: () => this.#port.clock.monotonic() },
      warn: (message) => this.#port.post({ type: 'warning', node: node.id, message }),
      recordingName: order.name,
      documentText: this.#start.documentText,
      eventTime: node.source.eventTime,
    });
  }
}

/** When the first row of a batch happened; without event time, when it came. */
function begin({ at, batch }: { readonly at: number; readonly batch: Batch }): number {
  const { eventTimes } = batch;
  return eventTimes === null ? at : eventTimes.reduce((least, time) => Math.min(least, time), Infinity);
}

import { takeRows } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import type { RecordingSourceOptions } from '../document/plan.ts';
import { keyFrom } from '../recordings/passphrases.ts';
import { openManifest, recordedRows } from '../recordings/read-rows.ts';
import { systemTimers, wait } from '../sensors/timers.ts';
import type { Timers } from '../sensors/timers.ts';
import type { Source, SourceContext, SourcePosition } from './source.ts';

/**
 * A source that gives the rows of a recording in the order in which they were recorded, as fast as possible or at a factor of the pace of
 * their event times. `from` is a position that such a source gave before.
 */
export function createRecordingSource(
  options: RecordingSourceOptions,
  context: SourceContext,
  { from = null, timers = systemTimers }: { from?: SourcePosition | null; timers?: Timers } = {},
): Source {
  return new RecordingSource(options, context, { from, timers });
}

class RecordingSource implements Source {
  readonly #options: RecordingSourceOptions;
  readonly #context: SourceContext;
  readonly #timers: Timers;
  #batches: AsyncGenerator<Batch> | null = null;
  /** Rows that are read, and not given yet. */
  #waiting: Batch | null = null;
  #given = 0;
  #toSkip: number;
  /** What the event time was, and the clock, when the first row was given. */
  #start: { readonly eventMs: number; readonly clockMs: number } | null = null;

  constructor(
    options: RecordingSourceOptions,
    context: SourceContext,
    { from, timers }: { from: SourcePosition | null; timers: Timers },
  ) {
    this.#options = options;
    this.#context = context;
    this.#timers = timers;
    this.#toSkip = Number(from?.['rows'] ?? 0);
  }

  async open(): Promise<void> {
    const manifest = await openManifest(this.#options.path);
    const { path, passphrases } = this.#options;
    const key = manifest.encrypt === 'none' ? null : await keyFrom(path, manifest, passphrases ?? []);
    this.#batches = recordedRows(path, manifest, { span: null, key });
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    const batch = this.#waiting ?? (await this.#next());
    if (batch === null) return null;
    const due = await this.#due(batch, signal);
    this.#waiting = due === batch.length ? null : rows(batch, due, batch.length);
    this.#given += due;
    return due === batch.length ? batch : rows(batch, 0, due);
  }

  position(): SourcePosition {
    return { rows: this.#given };
  }

  async close(): Promise<void> {
    await this.#batches?.return(undefined);
  }

  async #next(): Promise<Batch | null> {
    for (;;) {
      const next = (await this.#batches!.next()) as IteratorResult<Batch, undefined>;
      if (next.done === true) return null;
      const skipped = Math.min(this.#toSkip, next.value.length);
      this.#toSkip -= skipped;
      this.#given += skipped;
      if (skipped < next.value.length) return skipped === 0 ? next.value : rows(next.value, skipped, next.value.length);
    }
  }

  /** How many of the first rows of `batch` are due; waits until one is, or `signal` is aborted. */
  async #due(batch: Batch, signal: AbortSignal): Promise<number> {
    const { speed, eventTime } = this.#options;
    const column = batch.schema.findIndex(({ name }) => name === eventTime?.column);
    if (speed === null || column === -1) return Math.min(batch.length, this.#context.batchSize);
    const { values } = batch.columns[column] as NumberColumn;
    this.#start ??= { eventMs: values[0]!, clockMs: this.#context.clock.monotonic() };
    const { eventMs, clockMs } = this.#start;
    const leftMs = (values[0]! - eventMs) / speed - (this.#context.clock.monotonic() - clockMs);
    if (0 < leftMs) await this.#context.waiting(wait(this.#timers, Math.ceil(leftMs), signal));
    if (signal.aborted) return 0;
    const until = eventMs + (this.#context.clock.monotonic() - clockMs) * speed;
    let count = 0;
    while (count < batch.length && count < this.#context.batchSize && values[count]! <= until) count++;
    return count;
  }
}

function rows(batch: Batch, from: number, to: number): Batch {
  return takeRows(
    batch,
    Int32Array.from({ length: to - from }, (_, i) => from + i),
    to - from,
  );
}

import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { GeneratorSourceOptions } from '../document/plan.ts';
import type { ColumnFiller } from './generator/fill.ts';
import { createFiller } from './generator/fill.ts';
import type { Source, SourceContext, SourcePosition } from './source.ts';
import { waitByTimer } from './wait-by-timer.ts';

/** Settles after `ms`, or at once when `signal` is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** The longest that a timer can wait. */
const WAIT_MS_MAX = 2 ** 31 - 1;

/** What tests, and a job that goes on from a checkpoint, give besides. */
export interface GeneratorExtras {
  readonly wait?: Wait;
  readonly from?: SourcePosition | null;
}

/** A source that makes rows: the same for the same seed, on every machine and in batches of any size. */
export function createGeneratorSource(
  options: GeneratorSourceOptions,
  context: SourceContext,
  extras: GeneratorExtras = {},
): Source {
  return new GeneratorSource(options, context, extras);
}

class GeneratorSource implements Source {
  readonly #options: GeneratorSourceOptions;
  readonly #context: SourceContext;
  readonly #wait: Wait;
  readonly #schema: Schema;
  readonly #fillers: readonly ColumnFiller[];
  /** The number of the next row. */
  #row = 0;
  /** When, by the clock that never goes back, row `#startRow` was due. */
  #startedAt = 0;
  #startRow = 0;

  constructor(options: GeneratorSourceOptions, context: SourceContext, { wait, from }: GeneratorExtras) {
    this.#options = options;
    this.#context = context;
    this.#wait = wait ?? waitByTimer;
    this.#fillers = options.columns.map((column) => createFiller(column, options.seed));
    this.#schema = options.columns.map(({ name }, c) => ({ name, type: this.#fillers[c]!.type }));
    if (from) this.#goTo(from);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- there is nothing to open.
  async open(): Promise<void> {
    this.#startedAt = this.#context.clock.monotonic();
    this.#startRow = this.#row;
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    const left = (this.#options.rows ?? Infinity) - this.#row;
    if (left <= 0) return null;
    const due = await this.#due(signal);
    const count = Math.min(left, due, this.#context.batchSize);
    if (signal.aborted || count === 0) return watermarkOnly(this.#schema, -Infinity);
    const from = this.#row;
    this.#row += count;
    return {
      schema: this.#schema,
      length: count,
      columns: this.#fillers.map((filler) => filler.fill(from, count)),
      eventTimes: null,
      watermarksBefore: -Infinity,
      watermark: -Infinity,
      origin: null,
    };
  }

  position(): SourcePosition {
    const walks = this.#fillers.flatMap(({ walk }, c) => (walk ? [[`walk ${c}`, walk.value] as const] : []));
    return { row: this.#row, ...Object.fromEntries(walks) };
  }

  async close(): Promise<void> {}

  /** Rows that are due by now; waits for the first. Counted from the start, so waits that are too long add up to nothing. */
  async #due(signal: AbortSignal): Promise<number> {
    const { rate } = this.#options;
    if (rate === null) return Infinity;
    const given = this.#row - this.#startRow;
    const dueAt = this.#startedAt + (given * 1000) / rate;
    const early = dueAt - this.#context.clock.monotonic();
    if (0 < early) await this.#context.waiting(this.#wait(Math.min(WAIT_MS_MAX, Math.ceil(early)), signal));
    const elapsed = this.#context.clock.monotonic() - this.#startedAt;
    return Math.max(0, Math.floor((elapsed * rate) / 1000) + 1 - given);
  }

  #goTo(from: SourcePosition): void {
    this.#row = Number(from['row']);
    this.#fillers.forEach(({ walk }, c) => {
      if (walk) walk.value = Number(from[`walk ${c}`]);
    });
  }
}

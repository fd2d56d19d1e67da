import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { HttpSourceOptions } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { HttpClient } from '../http/client.ts';
import { openClient } from '../http/client.ts';
import { get } from '../http/get.ts';
import { troubleOf } from '../http/trouble.ts';
import { ClockWatch } from '../sensors/clock-watch.ts';
import type { GapReason } from '../sensors/clock-watch.ts';
import { GAP } from '../sensors/gap.ts';
import type { Reading } from '../sensors/sensor.ts';
import { answerRows } from './http/answer-rows.ts';
import type { Answer, AnswerRows } from './http/answer-rows.ts';
import { Outage } from '../http/outage.ts';
import type { Source, SourceContext } from './source.ts';
import { waitByTimer } from './wait-by-timer.ts';

/** How an `http` source waits; tests wait for nothing. */
type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Long waits are cut up, so that a clock that was set is noticed within a minute. */
const LONGEST_WAIT_MS = 60_000;
/** Gaps that wait to be told. */
const GAPS_MAX = 100;

/** A source that asks an address again and again, and gives the rows of its answers. `schema`: of these rows. */
export function createHttpSource(
  options: HttpSourceOptions,
  schema: Schema,
  context: SourceContext,
  wait: Wait = waitByTimer,
): Source {
  return new HttpSource(options, schema, context, wait);
}

/**
 * One question at a time, at whole multiples of `every` from the first: those that would overlap one that takes longer are left
 * out and counted. An answer is taken whole or not at all. Where there is none, the source says so and asks on: it does not fail.
 */
class HttpSource implements Source {
  readonly #options: HttpSourceOptions;
  readonly #schema: Schema;
  readonly #context: SourceContext;
  readonly #wait: Wait;
  readonly #rows: AnswerRows;
  readonly #outage: Outage;
  readonly #watch: ClockWatch;
  #client: HttpClient | null = null;
  /** By the clock that never goes back. */
  #dueMs: number;
  #gaps: Reading[] = [];
  /** What is still to be given of the last answer. */
  #given: Generator<Batch, void> | null = null;
  /** What was told of the answer before, which was not what the document says. */
  #badAnswer = '';

  constructor(options: HttpSourceOptions, schema: Schema, context: SourceContext, wait: Wait) {
    this.#options = options;
    this.#schema = schema;
    this.#context = context;
    this.#wait = wait;
    this.#rows = answerRows(options, context);
    this.#outage = new Outage(`GET ${options.endpoint.shown}`, context.clock);
    this.#watch = new ClockWatch(context.clock);
    this.#dueMs = context.clock.monotonic();
  }

  async open(): Promise<void> {
    try {
      this.#client = await openClient(this.#options.endpoint);
    } catch (error) {
      // What the document names cannot be used: a person has to mend that.
      const { reason, remedy } = troubleOf(error);
      throw new Fault('source-failed', `${reason}; ${remedy}`, { cause: error, isPermanent: true });
    }
    this.#dueMs = this.#context.clock.monotonic();
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    if (!this.#given) await this.#askNext(signal);
    const next = this.#given && this.#nextBatch(this.#given);
    return next ?? watermarkOnly(this.#schema, -Infinity);
  }

  /** What was answered is not answered again. */
  position(): null {
    return null;
  }

  close(): Promise<void> {
    this.#client?.close();
    return Promise.resolve();
  }

  #nextBatch(given: Generator<Batch, void>): Batch | null {
    try {
      const next = given.next();
      if (next.done !== true) return next.value;
      this.#badAnswer = '';
    } catch (error) {
      if (!(error instanceof Fault) || error.isPermanent) throw error;
      this.#tellBadAnswer(error);
    }
    this.#given = null;
    return null;
  }

  /** CSV without a column, say: the next answer may be better. */
  #tellBadAnswer({ message }: Fault): void {
    if (message !== this.#badAnswer) this.#context.warn(message);
    this.#badAnswer = message;
  }

  async #askNext(signal: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    while (clock.monotonic() < this.#dueMs) {
      const waitMs = Math.min(LONGEST_WAIT_MS, Math.ceil(this.#dueMs - clock.monotonic()));
      await this.#context.waiting(this.#wait(waitMs, signal));
      if (signal.aborted) return;
      this.#look();
    }
    this.#look();
    this.#setDue();
    const answer = await this.#ask(signal);
    if (answer === null) return;
    this.#given = this.#rows.batches(answer, this.#gaps);
    for (const { entity: reason, value: seconds } of this.#gaps)
      this.#context.gap?.({ at: answer.atMs, reason, seconds });
    this.#gaps = [];
  }

  /** The next question is due at the next multiple from here; those that are past are left out. */
  #setDue(): void {
    const { everyMs } = this.#options;
    const missed = Math.floor((this.#context.clock.monotonic() - this.#dueMs) / everyMs);
    this.#context.counters.dropped += missed;
    this.#dueMs += (missed + 1) * everyMs;
  }

  async #ask(signal: AbortSignal): Promise<Answer | null> {
    const { clock } = this.#context;
    const [atMs, monotonicMs] = [Math.round(this.#watch.now), clock.monotonic()];
    try {
      const { body } = await this.#context.waiting(get(this.#client!, this.#options.endpoint, signal));
      const end = this.#outage.answered();
      if (end) {
        this.#context.warn(end.message);
        this.#addGap(end.reason, end.seconds);
      }
      return { body, atMs, monotonicMs };
    } catch (error) {
      // The other side is a machine of its own: that it is away ends neither the source nor the job.
      const warning = signal.aborted ? null : this.#outage.failed(error);
      if (warning !== null) this.#context.warn(warning);
      return null;
    }
  }

  #look(): void {
    const gap = this.#watch.look(Infinity, 'app stopped' satisfies GapReason);
    if (gap === null) return;
    this.#rows.forget();
    this.#addGap(gap.reason, gap.seconds);
  }

  #addGap(reason: string, seconds: number): void {
    // Rows that tell of gaps wait for the next answer, which may never come.
    if (this.#gaps.length < GAPS_MAX) this.#gaps.push({ metric: GAP, entity: reason, value: seconds, unit: 's' });
  }
}

import type { Sink } from '../sinks/sink.ts';

/** What takes part in a commit. */
export type Committed = Pick<Sink, 'prepareCommit' | 'commit'>;
/** Where the stream of rows is cut between two batches, so that what came before can be made durable together. */
export interface Cuts {
  /** Never settles unless a cut fails, then it rejects with why. */
  readonly failure: Promise<never>;
  begin(): void;
  /** All rows are in; settles once everything that is to happen before the sinks are closed has happened. */
  last(isFinished: boolean): Promise<void>;
  /** No further cuts. Settles when the one under way has ended. */
  end(): Promise<void>;
}

/**
 * Commits sinks together, once every interval: first all make durable what they have received, then all show it.
 *
 * The runtime calls it between two batches, where every row that was read has reached every sink: the cut that a
 * checkpoint needs. One commit at a time; the interval begins when the last one has ended.
 */
export class Commits implements Cuts {
  readonly #sinks: readonly Committed[];
  readonly #intervalMs: number;
  /** Never settles unless a commit fails, then it rejects with why. */
  readonly failure: Promise<never>;
  #fail!: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #number = 0;
  #ended = false;
  /** Until the first one. */
  #firstMs: number | null;

  /** The first commit may come earlier than the others, so that what has just begun is kept, too. */
  constructor(sinks: readonly Committed[], intervalMs: number, firstMs = intervalMs) {
    this.#sinks = sinks;
    this.#intervalMs = intervalMs;
    this.#firstMs = Math.min(firstMs, intervalMs);
    this.failure = new Promise<never>((_, reject) => (this.#fail = reject));
    // Who is interested takes the failure from `failure` or `end`; without anybody it is not an unhandled rejection.
    this.failure.catch(() => undefined);
  }

  begin(): void {
    if (this.#ended) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#commit().then(() => this.begin());
      this.#running.catch(this.#fail);
    }, this.#firstMs ?? this.#intervalMs);
    this.#firstMs = null;
  }

  last(): Promise<void> {
    return this.end();
  }

  /** No further commits. Settles when the one under way has ended, and rejects if it failed. */
  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #commit(): Promise<void> {
    const number = ++this.#number;
    // All prepare in the same turn, before any further row is received: that makes it one cut.
    await Promise.all(this.#sinks.map((sink) => sink.prepareCommit(number)));
    await Promise.all(this.#sinks.map((sink) => sink.commit(number)));
  }
}

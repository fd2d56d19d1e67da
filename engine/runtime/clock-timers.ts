import type { ProcessingTime } from '../operators/operator.ts';
import type { Clock } from '../time/clock.ts';

/** Long waits are cut up, so that a clock that was set is noticed within a minute. */
const LONGEST_WAIT_MS = 60_000;

/** Runs the work of one node, so that its time and its failures are known as the node's. */
export type Run = <T>(work: (given: T) => void, given: T) => void;

/**
 * Shows the machine's clock to the operators that follow it: before every batch, and when a timer of theirs is due.
 * Timers fire between two batches, never inside one.
 */
export class ClockTimers {
  readonly #clock: Clock;
  readonly #timers: ClockTimer[] = [];
  /** Never settles unless a timer's work fails, then it rejects with why. */
  readonly failure: Promise<never>;
  #fail!: (error: unknown) => void;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.failure = new Promise<never>((_, reject) => (this.#fail = reject));
    // Who is interested takes the failure from `failure`; without anybody it is not an unhandled rejection.
    this.failure.catch(() => undefined);
  }

  /** A timer for the operator that follows the clock by `processingTime`. */
  add(processingTime: ProcessingTime, run: Run): ClockTimer {
    const work = (now: number): void => processingTime.advance(now);
    const advance = (now: number): void => run(work, now);
    const timer = new ClockTimer({ advance, nextTimer: () => processingTime.nextTimer() }, this.#clock, (error) =>
      this.#fail(error),
    );
    this.#timers.push(timer);
    return timer;
  }

  /** No timer fires any more. */
  end(): void {
    for (const timer of this.#timers) timer.end();
  }
}

/** The timer of one operator. */
export class ClockTimer {
  readonly #processingTime: ProcessingTime;
  readonly #clock: Clock;
  readonly #fail: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #due = Infinity;
  #hasEnded = false;

  constructor(processingTime: ProcessingTime, clock: Clock, fail: (error: unknown) => void) {
    this.#processingTime = processingTime;
    this.#clock = clock;
    this.#fail = fail;
  }

  /** To be called before each batch. */
  before(): void {
    this.#processingTime.advance(this.#clock.now());
  }

  /** To be called after each batch: what it left to be done may be due at another time. */
  after(): void {
    const due = this.#processingTime.nextTimer();
    if (due === this.#due || this.#hasEnded) return;
    this.#due = due;
    this.#wait();
  }

  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#due === Infinity) return;
    // A timer for T is due once the clock shows more than T.
    const waitMs = Math.max(0, this.#due + 1 - this.#clock.now());
    this.#timer = setTimeout(() => this.#fire(), Math.min(LONGEST_WAIT_MS, waitMs));
  }

  #fire(): void {
    try {
      this.before();
    } catch (error) {
      // Nobody has called that could catch it: the subtask hears of it and fails.
      this.#fail(error);
      return;
    }
    this.#due = NaN;
    this.after();
  }
}

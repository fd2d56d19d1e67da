import type { Reading, SensorReader } from './sensor.ts';
import { dearest } from './sensor-cost.ts';
import type { SensorCost } from './sensor-cost.ts';
import { SensorSlot } from './sensor-slot.ts';
import type { PollParts } from './sensor-slot.ts';
import { wait } from './timers.ts';

/**
 * Reads the sensors of a machine together, tick by tick.
 *
 * Each reader keeps its own cadence and time limit and never overlaps itself. One that hangs or fails is told of once and
 * left alone: the rows of the others keep their second. When it comes back, its rows follow one gap row.
 */
export class SensorPoll {
  readonly #slots: readonly SensorSlot[];
  readonly #parts: PollParts;
  /** What was begun last and is not answered yet. */
  #slow: ReadonlySet<Promise<void>> = new Set();

  #tickMs = NaN;
  /** Those that were made to be read half as often, in order: the last one is the first to come back. */
  readonly #thinned: SensorSlot[] = [];

  constructor(readers: readonly SensorReader[], parts: PollParts) {
    this.#slots = readers.map((reader) => new SensorSlot(reader, parts));
    this.#parts = parts;
  }

  /** Takes the baselines of the counters, so that the first tick has rates; gives no rows. As patient as `tick`. */
  async prime(nowMs: number, patienceMs: number): Promise<void> {
    this.begin(nowMs);
    await this.#within(Promise.all(this.#slow), patienceMs, new AbortController().signal);
    for (const slot of this.#slots) slot.restart();
  }

  /**
   * The readings due at `tickMs`, and those that came too late for the tick before. Waits for slow sensors no longer than
   * `patienceMs`, and not at all once `signal` is aborted. Not called while it still works.
   */
  async tick(tickMs: number, patienceMs: number, signal: AbortSignal): Promise<Reading[]> {
    this.begin(tickMs);
    await this.#within(Promise.all(this.#slow), patienceMs, signal);
    return this.take(tickMs);
  }

  /** Reads what is due at `tickMs`. Most sensors have answered when it comes back; `take` gives what they said. */
  begin(tickMs: number): void {
    const slow = new Set<Promise<void>>();
    const stepMs = this.#tickMs < tickMs ? tickMs - this.#tickMs : 0;
    this.#tickMs = tickMs;
    for (const slot of this.#slots) {
      const answer = slot.begin(tickMs, stepMs);
      if (answer === null) continue;
      slow.add(answer);
      void answer.then(() => slow.delete(answer));
    }
    this.#slow = slow;
  }

  /** Whether a sensor that was asked at the last `begin` owes its answer. */
  get isOwed(): boolean {
    return 0 < this.#slow.size;
  }

  /** Settles when the next of the sensors that owe one has answered, after `patienceMs`, or when `signal` is aborted. */
  async answered(patienceMs: number, signal: AbortSignal): Promise<void> {
    await this.#within(Promise.race(this.#slow), patienceMs, signal);
  }

  /** The readings that have come since the last call, as those of `tickMs`. */
  take(tickMs: number): Reading[] {
    return this.#slots.flatMap((slot) => slot.take(tickMs));
  }

  /** Starts all counters anew, and drops what was read before: there was a gap. */
  forget(): void {
    for (const slot of this.#slots) slot.forget();
  }

  /** What each sensor costs lately. */
  costs(): readonly SensorCost[] {
    return this.#slots.map(({ cost }) => cost);
  }

  /** Has sensors read half as often, `level` times the one that is dearest then; fewer than before: the last ones as often as they were. */
  thin(level: number): void {
    while (level < this.#thinned.length) {
      const slot = this.#thinned.pop()!;
      slot.thin(slot.cost.thinning / 2);
    }
    while (this.#thinned.length < level) {
      const found = dearest(this.costs());
      const slot = this.#slots.find(({ reader }) => reader.name === found?.sensor);
      if (slot === undefined) return;
      this.#thinned.push(slot);
      slot.thin(slot.cost.thinning * 2);
    }
  }

  close(): void {
    for (const { reader } of this.#slots) reader.close();
  }

  async #within(answers: Promise<unknown>, patienceMs: number, signal: AbortSignal): Promise<void> {
    if (this.#slow.size === 0) return;
    const done = new AbortController();
    const stop = (): void => done.abort();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    await Promise.race([answers, wait(this.#parts.timers, patienceMs, done.signal)]);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

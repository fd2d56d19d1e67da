import type { Reading, SensorReader } from './sensor.ts';
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

  constructor(readers: readonly SensorReader[], parts: PollParts) {
    this.#slots = readers.map((reader) => new SensorSlot(reader, parts));
    this.#parts = parts;
  }

  /** Takes the baselines of the counters, so that the first tick has rates; gives no rows. As patient as `tick`. */
  async prime(nowMs: number, patienceMs: number): Promise<void> {
    await this.#begin(nowMs, patienceMs, new AbortController().signal);
    for (const slot of this.#slots) slot.restart();
  }

  /**
   * The readings due at `tickMs`, and those that came too late for the tick before. Waits for slow sensors no longer than
   * `patienceMs`, and not at all once `signal` is aborted. Not called while it still works.
   */
  async tick(tickMs: number, patienceMs: number, signal: AbortSignal): Promise<Reading[]> {
    await this.#begin(tickMs, patienceMs, signal);
    return this.#slots.flatMap((slot) => slot.take(tickMs));
  }

  /** Starts all counters anew, and drops what was read before: there was a gap. */
  forget(): void {
    for (const slot of this.#slots) slot.forget();
  }

  close(): void {
    for (const { reader } of this.#slots) reader.close();
  }

  async #begin(tickMs: number, patienceMs: number, signal: AbortSignal): Promise<void> {
    const begun = this.#slots.map((slot) => slot.begin(tickMs)).filter((each) => each !== null);
    if (begun.length === 0) return;
    const done = new AbortController();
    const stop = (): void => done.abort();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    await Promise.race([Promise.all(begun), wait(this.#parts.timers, patienceMs, done.signal)]);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

import type { Clock } from '../time/clock.ts';
import { GAP, overBudget, sensorFailed } from './gap.ts';
import type { Reading, SensorReader } from './sensor.ts';
import type { SensorCost } from './sensor-cost.ts';
import { Telling } from './telling.ts';
import type { Timers } from './timers.ts';

/** How much the newest reading counts in what a sensor costs. */
const NEWEST = 0.2;

/** What sensors are polled with. */
export interface PollParts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Tells of a sensor that fails, once, and of its coming back. */
  warn(message: string): void;
}

/**
 * One reader's place in the poll: reads when it is due, never twice at once, and keeps trouble to itself.
 *
 * Times given to it are those of the rows; only the time limit runs by a timer.
 */
export class SensorSlot {
  readonly reader: SensorReader;
  readonly #parts: PollParts;
  #isReading = false;
  #hasTimedOut = false;
  /** Whether the counters were forgotten while it read: what comes back is from before a gap. */
  #isStale = false;
  #dueMs = -Infinity;
  #answer: readonly Reading[] | null = null;
  #isFailing = false;
  /** Whether somebody heard of the failure that it is in. */
  #isTold = false;
  readonly #telling = new Telling();
  /** The time of the last rows given, or of the first try while there are none. */
  #lastMs: number | null = null;

  /** How many times less often it is read than it would be. */
  #thinning = 1;
  /** Whether its rows have still to say that there are fewer of them. */
  #hasLess = false;
  #readingMs = 0;
  /** How far apart ticks are; 0 before there are two. */
  #stepMs = 0;

  constructor(reader: SensorReader, parts: PollParts) {
    this.reader = reader;
    this.#parts = parts;
  }

  get cost(): SensorCost {
    const { name: sensor } = this.reader;
    return { sensor, readingMs: this.#readingMs, everyMs: this.#everyMs, thinning: this.#thinning };
  }

  get #everyMs(): number {
    return Math.max(this.reader.cadenceMs, this.#stepMs) * this.#thinning;
  }

  /** Makes it be read half as often, or twice as often again, and tells why. */
  thin(thinning: number): void {
    const isLess = this.#thinning < thinning;
    this.#thinning = thinning;
    this.#hasLess = isLess;
    if (!isLess) this.#dueMs = -Infinity;
    const seconds = this.#everyMs / 1000;
    this.#parts.warn(
      isLess
        ? `sensor "${this.reader.name}" is read every ${seconds} s from now on: the program takes more than its budget of processor time`
        : `sensor "${this.reader.name}" is read every ${seconds} s again: there is room in the budget of processor time`,
    );
  }

  /**
   * Reads where a reading is due at `tickMs`, of ticks that come every `stepMs`; settles when it has been answered or given up.
   * Null: nothing to wait for.
   */
  begin(tickMs: number, stepMs = 0): Promise<void> | null {
    if (0 < stepMs) this.#stepMs = stepMs;
    if (this.#isReading || tickMs < this.#dueMs) return null;
    // By whole multiples of its own cadence, so that slow sensors keep their second too.
    const { cadenceMs } = this.reader;
    const everyMs = this.#thinning === 1 ? cadenceMs : this.#everyMs;
    this.#dueMs = 0 < everyMs ? (Math.floor(tickMs / everyMs) + 1) * everyMs : tickMs;
    this.#lastMs ??= tickMs;
    this.#hasTimedOut = false;
    const beganMs = this.#parts.clock.monotonic();
    try {
      const answer = this.reader.read(this.#parts.clock);
      this.#readingMs += (this.#parts.clock.monotonic() - beganMs - this.#readingMs) * NEWEST;
      // Most sensors answer at once: no promise, no timer.
      if (answer instanceof Promise) return this.#waitFor(answer);
      this.#answer = answer;
    } catch (error) {
      this.#failWith(error);
    }
    return null;
  }

  /** The newest rows that have come since the last call, for `tickMs`; first, after a failure or where they become fewer, the gap that there was. */
  take(tickMs: number): readonly Reading[] {
    const answer = this.#answer;
    if (answer === null) return [];
    this.#answer = null;
    const sinceMs = this.#lastMs!;
    this.#lastMs = tickMs;
    const seconds = (tickMs - sinceMs) / 1000;
    const gap = (entity: string): Reading => ({ metric: GAP, entity, value: seconds, unit: 's' });
    if (this.#isFailing) {
      this.#isFailing = false;
      if (this.#isTold) this.#parts.warn(`sensor "${this.reader.name}" answers again after ${seconds} s`);
      return [gap(sensorFailed(subject(this.reader))), ...answer];
    }
    // Once the wider step is there; before, rows are as close as they were.
    if (!this.#hasLess || tickMs - sinceMs < this.#everyMs) return answer;
    this.#hasLess = false;
    return [gap(overBudget(this.reader.name)), ...answer];
  }

  /** Throws away what it has read so far, and reads at the next tick whatever its cadence is. */
  restart(): void {
    this.#answer = null;
    this.#dueMs = -Infinity;
  }

  /** Forgets the counters, so that no rate is given over the gap that there was. */
  forget(): void {
    this.#isStale = this.#isReading;
    this.#answer = null;
    this.reader.forget();
  }

  async #waitFor(answer: Promise<readonly Reading[]>): Promise<void> {
    this.#isReading = true;
    let giveUp = (): void => undefined;
    const tooLong = new Promise<void>((resolve) => (giveUp = resolve));
    const cancel = this.#parts.timers.after(this.reader.timeoutMs, () => {
      this.#hasTimedOut = true;
      this.#fail(`did not answer within ${this.reader.timeoutMs / 1000} s`);
      giveUp();
    });
    await Promise.race([tooLong, this.#finish(answer, cancel)]);
  }

  async #finish(answer: Promise<readonly Reading[]>, cancel: () => void): Promise<void> {
    try {
      const readings = await answer;
      // What comes after the time limit is of nobody knows when; so is a rate over a gap.
      if (this.#hasTimedOut || this.#isStale) this.reader.forget();
      else this.#answer = readings;
    } catch (error) {
      this.#failWith(error);
    } finally {
      cancel();
      this.#isReading = false;
      this.#isStale = false;
    }
  }

  /** Whatever a sensor throws is its own trouble: the others go on. */
  #failWith(error: unknown): void {
    this.reader.forget();
    if (!this.#hasTimedOut) this.#fail(`failed: ${error instanceof Error ? error.message : String(error)}`);
  }

  #fail(reason: string): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    const telling = this.#telling.next(this.#parts.clock.monotonic());
    this.#isTold = telling !== 'silent';
    if (!this.#isTold) return;
    const more = telling === 'tell last' ? '; further failures are told once it was well for ten minutes' : '';
    this.#parts.warn(`sensor "${this.reader.name}" ${reason}; the other sensors go on${more}`);
  }
}

function subject({ name, metrics }: SensorReader): string {
  return metrics.length === 1 ? metrics[0]!.metric : name;
}

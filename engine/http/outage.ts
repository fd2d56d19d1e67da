import { troubleOf } from './trouble.ts';
import type { Clock } from '../time/clock.ts';

/** The end of a span without answers. */
export interface OutageEnd {
  readonly message: string;
  /** For the row that tells of the gap. */
  readonly reason: string;
  readonly seconds: number;
}

/** Tells of a span without answers: when it begins, when its reason changes, and when it is over; not of each failure. */
export class Outage {
  readonly #what: string;
  readonly #clock: Clock;
  #sinceMs = 0;
  #failures = 0;
  #reason = '';

  /** `what` is asked: `GET https://example.org/metrics`. */
  constructor(what: string, clock: Clock) {
    this.#what = what;
    this.#clock = clock;
  }

  /** What a person is told of this failure; null where that was told already. */
  failed(error: unknown): string | null {
    const { reason, remedy } = troubleOf(error);
    if (this.#failures++ === 0) this.#sinceMs = this.#clock.monotonic();
    if (reason === this.#reason) return null;
    this.#reason = reason;
    return `${this.#what}: ${reason}; ${remedy}`;
  }

  /** Whether it was away until now. */
  answered(): OutageEnd | null {
    if (this.#failures === 0) return null;
    const seconds = (this.#clock.monotonic() - this.#sinceMs) / 1000;
    const times = this.#failures === 1 ? 'one failure' : `${this.#failures} failures`;
    const end = {
      message: `${this.#what}: answers again, after ${times} in ${seconds.toFixed(1)} s`,
      reason: `no answer: ${this.#reason}`,
      seconds,
    };
    this.#failures = 0;
    this.#reason = '';
    return end;
  }
}

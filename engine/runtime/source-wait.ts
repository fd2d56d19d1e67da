import type { Clock } from '../time/clock.ts';

/** Tells apart, within a poll, the time that a source works from the time that it waits for data. */
export class SourceWait {
  readonly #clock: Clock;
  #waitedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for `data`; the time until then is no work. */
  async during<T>(data: Promise<T>): Promise<T> {
    const from = this.#clock.monotonic();
    try {
      return await data;
    } finally {
      this.#waitedMs += this.#clock.monotonic() - from;
    }
  }

  /** Does `poll` and gives how long it worked, without its waits. */
  async workedMs(poll: () => Promise<void>): Promise<number> {
    const from = this.#clock.monotonic();
    this.#waitedMs = 0;
    await poll();
    return Math.max(0, this.#clock.monotonic() - from - this.#waitedMs);
  }
}

import type { Clock } from '../time/clock.ts';

/**
 * Notices that a source gives no rows for longer than its idle timeout. Only the time that the source is waited for counts: while
 * a full sink holds it up, its silence says nothing (Flink's WatermarksWithIdleness).
 */
export class IdleWatch {
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #onIdle: () => void;
  #waitedMs = 0;
  #waitsSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #isIdle = false;

  constructor(timeoutMs: number, clock: Clock, onIdle: () => void) {
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
    this.#onIdle = onIdle;
  }

  /** The source is asked for rows from now on. */
  begin(): void {
    if (this.#isIdle) return;
    this.#waitsSince = this.#clock.monotonic();
    this.#timer = setTimeout(() => this.#declare(), this.#timeoutMs - this.#waitedMs);
  }

  /** The source has answered with so many rows. */
  end(rows: number): void {
    clearTimeout(this.#timer);
    if (0 < rows) {
      this.#waitedMs = 0;
      this.#isIdle = false;
      return;
    }
    this.#waitedMs = Math.min(this.#timeoutMs, this.#waitedMs + this.#clock.monotonic() - this.#waitsSince);
  }

  /** Says so again, where what was given meanwhile had no rows. */
  repeat(): void {
    if (this.#isIdle) this.#onIdle();
  }

  #declare(): void {
    this.#isIdle = true;
    this.#onIdle();
  }
}

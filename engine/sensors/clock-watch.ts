import type { PauseReason } from '../sources/source.ts';
import type { Clock } from '../time/clock.ts';

/** Why a span has no readings. */
export type GapReason = 'suspend' | 'clock step' | 'backpressure' | PauseReason;

/** A span without readings, or one that never was, as the clocks tell it. */
export interface ClockGap {
  readonly reason: GapReason;
  readonly seconds: number;
}

/** Wall and monotonic clock may differ by this much between two looks before it means something. */
const TOLERANCE_MS = 500;
/** Being this much too late, by both clocks, is a gap. */
const LATE_MS = 5000;
/** The share of its pace that the source's time gives up to fall back to a clock that was set back. */
const SLEW = 0.1;

/**
 * The time of the sensors' rows: the wall clock, but never going back; and what happened to it.
 *
 * The monotonic clock stands still while a machine is suspended (on Linux), so a wall clock that jumps ahead of it means
 * that. After the wall clock was set back, time goes on from where it was, a tenth slower, until the wall clock has caught up.
 */
export class ClockWatch {
  readonly #clock: Clock;
  #wallMs: number;
  #monotonicMs: number;
  /** How far the source's time is ahead of the wall clock. */
  #aheadMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wallMs = clock.now();
    this.#monotonicMs = clock.monotonic();
  }

  /** The source's time at the last look, in milliseconds since 1970 UTC. */
  get now(): number {
    return this.#wallMs + this.#aheadMs;
  }

  /** How far `now` is ahead of the wall clock, because that was set back. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /**
   * Looks at the clocks; gives the gap since the last look, if any. `dueMs` is the time at which it should have been
   * called, and `lateReason` what it means when that was long ago although the clocks agree.
   */
  look(dueMs: number, lateReason: GapReason): ClockGap | null {
    const wallMs = this.#clock.now();
    const monotonicMs = this.#clock.monotonic();
    const passedMs = monotonicMs - this.#monotonicMs;
    const jumpMs = wallMs - this.#wallMs - passedMs;
    const wasAhead = 0 < this.#aheadMs;
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;

    if (TOLERANCE_MS < Math.abs(jumpMs)) {
      this.#aheadMs = Math.max(0, this.#aheadMs - jumpMs);
      // A jump ahead after the clock was set back is taken for the correction of that.
      const reason = 0 < jumpMs && !wasAhead ? 'suspend' : 'clock step';
      return { reason, seconds: Math.abs(jumpMs) / 1000 };
    }
    this.#aheadMs = Math.max(0, this.#aheadMs - passedMs * SLEW);
    const lateMs = this.now - dueMs;
    return lateMs < LATE_MS ? null : { reason: lateReason, seconds: lateMs / 1000 };
  }
}

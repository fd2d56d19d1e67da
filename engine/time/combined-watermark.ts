import type { Snapshot, Stateful } from '../state/snapshot.ts';

/**
 * How the watermarks of several inputs become one (Flink has two rules).
 *
 * `union`, for the inputs of one stream (StatusWatermarkValve): an input that was idle and comes back behind what was promised
 * does not take part until it has caught up. `two-inputs`, for operators that tell their inputs apart
 * (CombinedWatermarkStatus): it takes part at once, and holds the watermark where it is until it has caught up.
 */
export type CombinationRule = 'union' | 'two-inputs';

/** What is promised where all that goes on is idle and the rest has ended: no row is waited for, but it is not the end yet. */
export const NOTHING_AWAITED = Number.MAX_VALUE;

/** By input: its watermark, and whether it is idle or behind; and one number, the combined watermark. */
export interface SavedWatermarks extends Snapshot {
  readonly watermarks: Float64Array;
  readonly idle: Uint8Array;
  readonly behind: Uint8Array;
  readonly combined: Float64Array;
}

/**
 * The watermark of several inputs: the smallest of those that are not idle and have not ended. Never goes back.
 *
 * An input that has ended counts as one with the largest of all watermarks (as in Flink): where the others are idle or behind, nothing
 * is waited for, and their rows are late when they come back. +Infinity says that all have ended.
 */
export class CombinedWatermark implements Stateful {
  readonly #rule: CombinationRule;
  readonly #watermarks: Float64Array;
  /** 1 for an input of which nothing is expected for the time being. */
  readonly #idle: Uint8Array;
  /** 1 for an input that came back behind what was promised and has not caught up; only under `union`. */
  readonly #behind: Uint8Array;
  #combined = -Infinity;

  constructor(inputs: number, rule: CombinationRule = 'union') {
    this.#rule = rule;
    this.#watermarks = new Float64Array(inputs).fill(-Infinity);
    this.#idle = new Uint8Array(inputs);
    this.#behind = new Uint8Array(inputs);
  }

  /** Whether nothing is expected for the time being: every input that has not ended is idle. */
  get isIdle(): boolean {
    let isAny = false;
    for (let i = 0; i < this.#watermarks.length; i++) {
      if (this.#watermarks[i] === Infinity) continue;
      if (this.#idle[i] === 0) return false;
      isAny = true;
    }
    return isAny;
  }

  /** Takes in the watermark of one input (+Infinity: it has ended), which thereby is not idle, and gives the combined one. */
  update(input: number, watermark: number): number {
    if (this.#idle[input] === 1) this.#comeBack(input);
    if (this.#watermarks[input]! < watermark) this.#watermarks[input] = watermark;
    if (this.#combined <= this.#watermarks[input]!) this.#behind[input] = 0;
    return this.#advance(this.#least());
  }

  /** Nothing is expected of one input until its next update: the others no longer wait for it. Gives the combined watermark. */
  idle(input: number): number {
    const wasHolding = this.#watermarks[input] === this.#combined;
    this.#idle[input] = 1;
    if (!this.isIdle || this.#watermarks.includes(Infinity)) return this.#advance(this.#least());
    // Nobody is left to wait for: whatever was promised by any input may be promised by all.
    const flushes = this.#rule === 'two-inputs' || wasHolding;
    return flushes ? this.#advance(this.#latest()) : this.#combined;
  }

  snapshot(): SavedWatermarks {
    return {
      watermarks: this.#watermarks.slice(),
      idle: this.#idle.slice(),
      behind: this.#behind.slice(),
      combined: Float64Array.of(this.#combined),
    };
  }

  /** Takes over what was saved. Of what differs between former subtasks, only what all of them were promised holds. */
  restore(saved: readonly Snapshot[]): void {
    const all = saved as readonly SavedWatermarks[];
    for (let i = 0; i < this.#watermarks.length; i++) {
      this.#watermarks[i] = Math.min(...all.map(({ watermarks }) => watermarks[i]!));
      this.#idle[i] = Math.min(...all.map(({ idle }) => idle[i]!));
      this.#behind[i] = Math.max(...all.map(({ behind }) => behind[i]!));
    }
    this.#combined = Math.min(...all.map(({ combined }) => combined[0]!));
  }

  #comeBack(input: number): void {
    this.#idle[input] = 0;
    if (this.#rule === 'union' && this.#watermarks[input]! < this.#combined) this.#behind[input] = 1;
  }

  #least(): number {
    let least = Infinity;
    let ended = 0;
    for (let i = 0; i < this.#watermarks.length; i++) {
      if (this.#watermarks[i] === Infinity) ended++;
      else if (this.#idle[i] === 0 && this.#behind[i] === 0) least = Math.min(least, this.#watermarks[i]!);
    }
    if (least < Infinity || ended === this.#watermarks.length) return least;
    return 0 < ended ? NOTHING_AWAITED : this.#combined;
  }

  #latest(): number {
    return this.#watermarks.reduce((latest, each) => Math.max(latest, each), -Infinity);
  }

  #advance(watermark: number): number {
    if (this.#combined < watermark) this.#combined = watermark;
    return this.#combined;
  }
}

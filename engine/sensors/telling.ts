/** Troubles that are told one by one. */
const MOST = 3;
/** After so long without one, the next is told again. */
const QUIET_MS = 600_000;

/** What to do about the next trouble of one thing: tell it, tell it as the last one for a while, or say nothing. */
export type Tell = 'tell' | 'tell last' | 'silent';

/** Keeps a thing that fails again and again from flooding who listens: the first troubles are told, then none until there was quiet. */
export class Telling {
  #count = 0;
  #lastMs = -Infinity;

  /** There is trouble at the monotonic time `nowMs`. */
  next(nowMs: number): Tell {
    if (QUIET_MS <= nowMs - this.#lastMs) this.#count = 0;
    this.#lastMs = nowMs;
    this.#count++;
    if (this.#count < MOST) return 'tell';
    return this.#count === MOST ? 'tell last' : 'silent';
  }
}

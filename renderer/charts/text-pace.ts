const TEXT_EVERY_MS = 900;

/** Says when the numbers of a chart are written anew: those that run cannot be read, and cost more than the lines. */
export class TextPace {
  #asked: readonly unknown[] = [];
  #writtenAt = -Infinity;
  /** The newest reading that is told, and when it was told first. */
  #newest = NaN;
  #newestAt = -Infinity;

  /** Whether they are due at `now`: a person who stops or points, which changes `asked`, has them at once, and so has a reading that comes seldom. */
  isDue(now: number, newest: number, asked: readonly unknown[]): boolean {
    const isAsked = asked.some((each, index) => each !== this.#asked[index]);
    const isNew = newest !== this.#newest && TEXT_EVERY_MS <= Math.abs(now - this.#newestAt);
    if (!isAsked && !isNew && Math.abs(now - this.#writtenAt) < TEXT_EVERY_MS) return false;
    if (newest !== this.#newest) this.#newestAt = now;
    this.#newest = newest;
    this.#asked = asked;
    this.#writtenAt = now;
    return true;
  }
}

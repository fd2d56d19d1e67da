import type { LinePoints } from './thinning.ts';

/** Points that are held together: 64 MB. */
export const POINTS_HELD_MAX = 4_000_000;

/** Anything that holds points. */
interface Lines {
  readonly lines: readonly LinePoints[];
}

/** What was read of the files that were looked at last, so that who scrubs does not wait for the disk. */
export class LinesCache<T extends Lines> {
  readonly #pointsMax: number;
  // The first has not been looked at for longest.
  readonly #held = new Map<string, T>();
  #points = 0;

  constructor(pointsMax = POINTS_HELD_MAX) {
    this.#pointsMax = pointsMax;
  }

  get(key: string): T | undefined {
    const found = this.#held.get(key);
    if (found === undefined) return undefined;
    this.#held.delete(key);
    this.#held.set(key, found);
    return found;
  }

  /** Holds `lines` in the place of what was held as `key`; those that nobody looked at for longest make room. */
  put(key: string, lines: T): void {
    this.#forget(key);
    this.#held.set(key, lines);
    this.#points += pointsOf(lines);
    for (const oldest of this.#held.keys()) {
      if (this.#points <= this.#pointsMax || this.#held.size === 1) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.delete(key);
    this.#points -= pointsOf(held);
  }
}

function pointsOf({ lines }: Lines): number {
  return lines.reduce((sum, { times }) => sum + times.length, 0);
}

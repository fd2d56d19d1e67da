import type { LinePoints } from '../data/thinning.ts';

/** Points that are held of all parts together: 64 MB. */
export const POINTS_HELD_MAX = 4_000_000;

/** What was read of one part. */
export interface ReadPart {
  readonly lines: readonly LinePoints[];
  readonly unreadable: number;
  readonly refused: number;
}

/** The parts that were looked at last, so that who scrubs does not wait for the disk. */
export class PartCache {
  readonly #pointsMax: number;
  // The first has not been looked at for longest.
  readonly #parts = new Map<string, ReadPart>();
  #points = 0;

  constructor(pointsMax = POINTS_HELD_MAX) {
    this.#pointsMax = pointsMax;
  }

  get(key: string): ReadPart | undefined {
    const part = this.#parts.get(key);
    if (part === undefined) return undefined;
    this.#parts.delete(key);
    this.#parts.set(key, part);
    return part;
  }

  /** Holds a part; those that nobody looked at for longest make room. */
  put(key: string, part: ReadPart): void {
    if (this.#parts.has(key)) return;
    this.#parts.set(key, part);
    this.#points += pointsOf(part);
    for (const [oldest, { lines }] of this.#parts) {
      if (this.#points <= this.#pointsMax || this.#parts.size === 1) return;
      this.#parts.delete(oldest);
      this.#points -= pointsOf({ lines });
    }
  }
}

function pointsOf({ lines }: Pick<ReadPart, 'lines'>): number {
  return lines.reduce((sum, { times }) => sum + times.length, 0);
}

import type { Slice } from './slice.ts';

/** A power of two; rows out of order rarely go to more slides. */
const SLIDES = 8;

/** Slices that a run has rows of while time passes from one slice to the next, where rows of two are mixed. */
const SLICES_PASSING = 3;

/**
 * The slices that a run of rows has been given to, found by the number of a slide alone: where rows are out of order, no guess which of
 * two slices comes next is right more than half of the time.
 */
export class RecentSlices {
  /** By place: the slide of the slice that is there, NaN where none is. */
  readonly slides = new Float64Array(2 * SLIDES);
  readonly slices: (Slice | null)[] = new Array<Slice | null>(2 * SLIDES).fill(null);
  /** By place: the slots of the slice by key; null where it hashes them. */
  readonly tables: (Int32Array | null)[] = new Array<Int32Array | null>(2 * SLIDES).fill(null);

  /** Of the slices since `clear` the last one and the one before it by their times, and how many there were. */
  #last: Slice | null = null;
  #before: Slice | null = null;
  #count = 0;

  /**
   * The slices in which the next rows most likely are, one or two that stand next to each other, in their order; none where rows go to
   * and fro between more. As time goes on, rows leave the slice before these two.
   */
  get together(): readonly Slice[] {
    const [before, last] = [this.#before, this.#last];
    if (last === null || SLICES_PASSING < this.#count) return [];
    return before !== null && before.end === last.start ? [before, last] : [last];
  }

  clear(): void {
    this.slides.fill(NaN);
    this.#last = null;
    this.#before = null;
    this.#count = 0;
  }

  /** Puts a slice in the place that `placeOf` gives. */
  put(place: number, slide: number, slice: Slice): void {
    this.slides[place] = slide;
    this.slices[place] = slice;
    this.tables[place] = slice.slotOfKey.dense;
    this.#count++;
    if (this.#last === null || this.#last.start < slice.start) {
      this.#before = this.#last;
      this.#last = slice;
    } else if (this.#before === null || this.#before.start < slice.start) this.#before = slice;
  }
}

/** Where the slice is that is the first (1) or the second (0) of slide number `slide`. */
export function placeOf(slide: number, isFirst: number): number {
  return ((slide & (SLIDES - 1)) << 1) | isFirst;
}

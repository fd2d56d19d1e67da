import type { Slice } from './slice.ts';

/** A power of two; rows out of order rarely go to more slides. */
const SLIDES = 8;

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

  /** The slices since `clear`, in the order in which they were put, each once; more than two are not told apart. */
  #put: readonly Slice[] = [];

  /** The slices of all rows since `clear`, in their order, where these are one or two that stand next to each other; else none. */
  get together(): readonly Slice[] {
    const [one, other] = this.#put;
    if (other === undefined) return this.#put;
    if (one!.end === other.start && this.#put.length === 2) return this.#put;
    return other.end === one!.start && this.#put.length === 2 ? [other, one!] : [];
  }

  clear(): void {
    this.slides.fill(NaN);
    this.#put = [];
  }

  /** Puts a slice in the place that `placeOf` gives. */
  put(place: number, slide: number, slice: Slice): void {
    this.slides[place] = slide;
    this.slices[place] = slice;
    this.tables[place] = slice.slotOfKey.dense;
    if (this.#put.length < 3) this.#put = [...this.#put, slice];
  }
}

/** Where the slice is that is the first (1) or the second (0) of slide number `slide`. */
export function placeOf(slide: number, isFirst: number): number {
  return ((slide & (SLIDES - 1)) << 1) | isFirst;
}

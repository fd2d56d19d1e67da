import { Moments } from '../time/moments.ts';
import { Slice } from './slice.ts';
import type { SliceBounds } from './slice.ts';
import type { Slicing } from './slicing.ts';

/** Slices that are over are kept for the next ones, with their arrays, up to so many: they end and begin about as often. */
const SPARE_SLICES = 4;

/** A window that fires: its bounds and those of its slices that have rows, in their order. */
export interface SlicedWindow {
  readonly start: number;
  readonly end: number;
  readonly slices: readonly Slice[];
}

/** The slices that are kept, and when the windows that have them fire and they are cleaned up. */
export class OpenSlices {
  readonly #slicing: Slicing;
  readonly #allowedLatenessMs: number;
  readonly #byStart = new Map<number, Slice>();
  /** The ends of windows that wait. Of the windows of a slice only the next waits: when it fires, the one after it does. */
  readonly #toFire = new Moments();
  readonly #waiting = new Set<number>();
  // By start: the order of their last windows is the same.
  readonly #toCleanUp = new Moments();
  readonly #spare: Slice[] = [];
  // Rows out of order go to and fro between two slices: looking at these two is cheaper than the map.
  #recent: Slice | null = null;
  #other: Slice | null = null;

  constructor(slicing: Slicing, allowedLatenessMs: number) {
    this.#slicing = slicing;
    this.#allowedLatenessMs = allowedLatenessMs;
  }

  /** The watermark at which the next window fires: its end − 1 ms; +Infinity where none waits. */
  get nextFiring(): number {
    return this.#toFire.earliest - 1;
  }

  /** The slice that holds `time`, where it was asked for of late; else null. */
  recent(time: number): Slice | null {
    const recent = this.#recent;
    if (recent !== null && recent.start <= time && time < recent.end) return recent;
    const other = this.#other;
    if (other === null || time < other.start || other.end <= time) return null;
    this.#other = recent;
    this.#recent = other;
    return other;
  }

  /** The slice of `bounds`, opened where it is not kept yet; then its windows will fire, but for those that are over at `watermark`. */
  open(bounds: SliceBounds, watermark: number): Slice {
    const slice = this.#byStart.get(bounds.start) ?? this.#add(bounds, watermark);
    this.#other = this.#recent;
    this.#recent = slice;
    return slice;
  }

  /** Whether a slice that ends with a window at `lastEnd` is still kept at `watermark`. */
  isKept({ lastEnd }: Pick<SliceBounds, 'lastEnd'>, watermark: number): boolean {
    return watermark < lastEnd - 1 + this.#allowedLatenessMs;
  }

  /** The slices that are kept. */
  get kept(): readonly Slice[] {
    return [...this.#byStart.values()];
  }

  /** The windows that have rows and are not over at `watermark`, those that end first, at most `max`; with the keys of their fullest slice. */
  waiting(watermark: number, max: number): readonly { start: number; end: number; keys: number }[] {
    const { periodMs } = this.#slicing;
    const ends = new Set<number>();
    for (const { firstEnd, lastEnd } of this.#byStart.values()) {
      const from = watermark < firstEnd - 1 ? firstEnd : this.#endAfter(watermark + 1, firstEnd);
      for (let end = from, n = 0; end <= lastEnd && n < max; end += periodMs, n++) ends.add(end);
    }
    const first = [...ends].sort((a, b) => a - b).slice(0, max);
    return first.map((end) => {
      const { start, slices } = this.windowOf(end);
      return { start, end, keys: slices.reduce((most, { count }) => Math.max(most, count), 0) };
    });
  }

  /** The window with the earliest end among those that fire at `watermark`, which then no longer waits; null where none is left. */
  takeFiring(watermark: number): SlicedWindow | null {
    const end = this.#toFire.earliest;
    if (end === Infinity || watermark < end - 1) return null;
    this.#toFire.take();
    this.#waiting.delete(end);
    const window = this.windowOf(end);
    // The last of them reaches the furthest.
    const last = window.slices[window.slices.length - 1];
    if (last !== undefined && end < last.lastEnd) this.#wait(end + this.#slicing.periodMs);
    return window;
  }

  /** The ends of those windows of `slice` that have fired at `watermark`, or would have, and are still kept; in their order. */
  firedEnds({ firstEnd, lastEnd }: Slice, watermark: number): number[] {
    const { periodMs } = this.#slicing;
    const ends: number[] = [];
    // From the latest backwards: of very many windows only few may be kept.
    for (let end = lastBefore(watermark + 2, firstEnd, lastEnd, periodMs); firstEnd <= end; end -= periodMs) {
      if (end - 1 + this.#allowedLatenessMs <= watermark) break;
      ends.unshift(end);
    }
    return ends;
  }

  /** The window that ends at `end`, as it is now. */
  windowOf(end: number): SlicedWindow {
    const start = this.#slicing.windowStart(end);
    return { start, end, slices: this.#slicesWithin(start, end) };
  }

  /** A slice that is cleaned up at `watermark` (last end − 1 ms + allowed lateness), which is then no longer kept; null where none is left. */
  takeExpired(watermark: number): Slice | null {
    const start = this.#toCleanUp.earliest;
    if (start === Infinity) return null;
    const slice = this.#byStart.get(start)!;
    if (this.isKept(slice, watermark)) return null;
    this.#toCleanUp.take();
    this.#byStart.delete(start);
    // Nobody asks for it again, as its rows are late from now on; this lets go of its memory.
    if (this.#recent === slice) this.#recent = null;
    if (this.#other === slice) this.#other = null;
    return slice;
  }

  /** Takes back a slice that is no longer kept, whose arrays become those of another. */
  giveBack(slice: Slice): void {
    if (this.#spare.length < SPARE_SLICES) this.#spare.push(slice);
  }

  #add(bounds: SliceBounds, watermark: number): Slice {
    const slice = this.#spare.pop() ?? new Slice();
    slice.begin(bounds);
    this.#byStart.set(slice.start, slice);
    this.#toCleanUp.add(slice.start);
    const { firstEnd, lastEnd } = bounds;
    const next = watermark < firstEnd - 1 ? firstEnd : this.#endAfter(watermark + 1, firstEnd);
    if (next <= lastEnd) this.#wait(next);
    return slice;
  }

  #endAfter(moment: number, firstEnd: number): number {
    return firstEnd + (Math.floor((moment - firstEnd) / this.#slicing.periodMs) + 1) * this.#slicing.periodMs;
  }

  #wait(end: number): void {
    if (this.#waiting.has(end)) return;
    this.#waiting.add(end);
    this.#toFire.add(end);
  }

  /** The slices from `start` to `end` in their order, found the shorter way: one place after the other, or among those that are kept. */
  #slicesWithin(start: number, end: number): readonly Slice[] {
    const whole = this.#byStart.get(start);
    if (whole?.end === end) return [whole];
    if ((end - start) / this.#slicing.periodMs > this.#byStart.size) {
      const within = [...this.#byStart.values()].filter((slice) => start <= slice.start && slice.start < end);
      return within.sort((a, b) => a.start - b.start);
    }
    const slices: Slice[] = [];
    for (let at = start; at < end; at = this.#slicing.sliceEnd(at)) {
      const slice = this.#byStart.get(at);
      if (slice !== undefined) slices.push(slice);
    }
    return slices;
  }
}

/** The last of the moments `first`, `first` + `period`, … up to `last` that is before `limit`; below `first` where none is. */
function lastBefore(limit: number, first: number, last: number, period: number): number {
  if (last < limit) return last;
  return first + (Math.ceil((limit - first) / period) - 1) * period;
}

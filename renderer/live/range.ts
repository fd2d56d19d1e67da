/** From when to when a chart shows. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What the page knows of a watermark may be this old: pipelines are told of about once a second. */
const TOLD_EVERY_MS = 1200;

/** However young the readings are, a chart shows this long at least. */
const SHORTEST_MS = 60_000;

/** From when there are readings at all, and how much of that a person wants to see. */
export interface Span {
  readonly spanMs: number;
  /** The first reading of all charts; NaN before it. */
  readonly since: number;
}

/**
 * What a time chart shows at `now`. It reaches back as far as there are readings, and no further than asked for. Rows with
 * event times far from now, those of a file, are shown where they are: the range then ends at the newest of them.
 */
export function timeRange(now: number, { spanMs, since }: Span, newest: number): Range {
  const isElsewhere = newest < now - spanMs || now + spanMs < newest;
  if (isElsewhere) return { from: newest - spanMs, to: newest };
  const age = now - since;
  return { from: now - (age < spanMs ? Math.min(spanMs, Math.max(SHORTEST_MS, age)) : spanMs), to: now };
}

/** Whether the end of `range` may still change: its watermark is further behind than what is told of it is old. */
export function isProvisional({ from, to }: Range, watermark: number): boolean {
  return from < watermark && watermark < to - TOLD_EVERY_MS;
}

/** What a chart over numbers shows: all that is kept. A single point gets room on both sides. */
export function numberRange(oldest: number, newest: number): Range {
  if (!(oldest <= newest)) return { from: 0, to: 1 };
  return oldest === newest ? { from: oldest - 1, to: newest + 1 } : { from: oldest, to: newest };
}

/** Closer than this there is nothing more to see, and further away nothing is kept. */
const CLOSEST_MS = 2_000;
const FURTHEST_MS = 7 * 86_400_000;

/** `range` as a person may zoom to it: neither too short to show anything nor longer than anything that is kept. */
export function zoomed({ from, to }: Range): Range {
  const middle = (from + to) / 2;
  const half = Math.min(FURTHEST_MS, Math.max(CLOSEST_MS, to - from)) / 2;
  return { from: middle - half, to: middle + half };
}

/** `range` moved by `byMs`. */
export function panned({ from, to }: Range, byMs: number): Range {
  return { from: from + byMs, to: to + byMs };
}

/** `range` made `factor` times as long around `at`, which stays where it is on the screen. */
export function scaled({ from, to }: Range, factor: number, at: number): Range {
  return { from: at - (at - from) * factor, to: at + (to - at) * factor };
}

/** Whether `x` lies in `range`, its ends included. */
export function isIn({ from, to }: Range, x: number): boolean {
  return from <= x && x <= to;
}

/** From when to when a chart shows. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The right edge stays this far behind now, so that a reading a second reaches it and lines do not grow in jerks. */
export const DELAY_MS = 1200;

/**
 * What a time chart shows at `now`. Rows with event times far from now, those of a file, are shown where they are:
 * the range then ends at the newest of them.
 */
export function timeRange(now: number, spanMs: number, newest: number): Range {
  const end = now - DELAY_MS;
  const isElsewhere = newest < end - spanMs || end + spanMs < newest;
  const to = isElsewhere ? newest : end;
  return { from: to - spanMs, to };
}

/** What a chart over numbers shows: all that is kept. A single point gets room on both sides. */
export function numberRange(oldest: number, newest: number): Range {
  if (!(oldest <= newest)) return { from: 0, to: 1 };
  return oldest === newest ? { from: oldest - 1, to: newest + 1 } : { from: oldest, to: newest };
}

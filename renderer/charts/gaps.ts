import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';

/** A step longer than this many usual steps is a gap. */
const GAP_STEPS = 2.5;

/** The longest step of `series` that still is none; Infinity while its usual step is unknown. */
export function gapWidth(series: Series): number {
  const step = series.stepMs;
  // Two points of pieces side by side are up to two pieces apart.
  return Number.isNaN(step) ? Infinity : GAP_STEPS * Math.max(step, series.pieceMs);
}

/** The spans inside `range` between two points of `series` that are too far apart. */
export function gapsOf(series: Series, range: Range): Range[] {
  const longest = gapWidth(series);
  const gaps: Range[] = [];
  const first = Math.max(1, series.indexAt(range.from));
  const end = Math.min(series.length, series.indexAt(range.to) + 1);
  for (let i = first; i < end; i++) {
    const from = series.times[i - 1]!;
    const to = series.times[i]!;
    if (longest < to - from) gaps.push({ from, to });
  }
  return gaps;
}

/** The spans in which no series has a reading: what all of `lists` have in common. */
export function commonGaps(lists: readonly (readonly Range[])[]): readonly Range[] {
  const [first, ...rest] = lists;
  if (first === undefined) return [];
  return rest.reduce<readonly Range[]>(overlaps, first);
}

function overlaps(left: readonly Range[], right: readonly Range[]): Range[] {
  const both: Range[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const from = Math.max(left[i]!.from, right[j]!.from);
    const to = Math.min(left[i]!.to, right[j]!.to);
    if (from < to) both.push({ from, to });
    if (left[i]!.to < right[j]!.to) i++;
    else j++;
  }
  return both;
}

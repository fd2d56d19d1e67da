import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import type { Limits } from './axis.ts';
import { gapWidth } from './gaps.ts';
import { mean } from './heat-strip.ts';
import type { Line } from './line.ts';
import type { PointList } from './point-list.ts';

/** A stack has at most one step for this many pixels: finer ones cannot be told apart. */
const STEP_PIXELS = 2;

/**
 * Fills `lists` with `all` put on one another: list i reaches up to the sum of the series 0 to i. Their readings need not be at
 * the same moments: each step takes the mean of a series in it, or the reading nearest to it. Null stands for a series that is off.
 */
export function stack(
  all: readonly (Series | null)[],
  range: Range,
  columnWidth: number,
  lists: readonly PointList[],
): void {
  const present = all.filter((series) => series !== null);
  if (present.length === 0) return;
  const step = Math.max(columnWidth * STEP_PIXELS, slowestStep(present));
  const reaches = all.map((series) => (series === null ? 0 : gapWidth(series)));
  // Steps lie at fixed moments, so that the picture does not flicker while it moves.
  for (let at = Math.floor(range.from / step) * step; at < range.to + step; at += step) {
    let sum = 0;
    let found = 0;
    all.forEach((series, index) => {
      if (series === null) return;
      const value = valueIn(series, at, step, reaches[index]!);
      if (!Number.isNaN(value)) {
        sum += value;
        found++;
      }
      // Above a span in which nothing was read there is nothing either.
      lists[index]!.add(at + step / 2, found === 0 ? NaN : sum);
    });
  }
}

function valueIn(series: Series, at: number, step: number, reach: number): number {
  const inside = mean(series, at, at + step);
  if (!Number.isNaN(inside)) return inside;
  const index = series.nearest(at + step / 2, reach);
  return index === -1 ? NaN : series.values[index]!;
}

function slowestStep(all: readonly Series[]): number {
  return all.reduce((slowest, { stepMs }) => (stepMs > slowest ? stepMs : slowest), 0);
}

/** The limits of lines that are stacked: from zero to the highest of their points; NaN where there is none. */
export function stackedLimits(lines: readonly Line[]): Limits {
  let max = NaN;
  for (const { y, end } of lines)
    for (let i = 0; i < end; i++) if (!(y[i]! <= max) && !Number.isNaN(y[i]!)) max = y[i]!;
  return { min: Number.isNaN(max) ? NaN : 0, max };
}

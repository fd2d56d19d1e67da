import type { Series } from '../live/series.ts';

/** The time of the reading of any of `shown` that is nearest to `x`; NaN where there is none. */
export function nearestReading(shown: readonly Series[], x: number): number {
  let nearest = NaN;
  for (const series of shown) {
    const index = series.nearest(x, Infinity);
    const time = index === -1 ? NaN : series.times[index]!;
    if (!(Math.abs(nearest - x) <= Math.abs(time - x)) && !Number.isNaN(time)) nearest = time;
  }
  return nearest;
}

import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import type { PointList } from './point-list.ts';

export interface Resolution {
  /** What one column of pixels covers, in units of x. */
  readonly columnWidth: number;
  /** A step longer than this is a gap, and the line is broken there. */
  readonly gapWidth: number;
}

/**
 * Fills `out` with the points of `series` in `range`, and one more on each side so that lines reach the edges.
 *
 * Where a column of pixels holds more than two points, only its smallest and largest are kept, in their order: the
 * picture stays the same, spikes included. Columns lie at fixed moments, so that they do not flicker while charts move.
 */
export function decimate(series: Series, range: Range, resolution: Resolution, out: PointList): void {
  out.clear();
  const first = Math.max(0, series.indexAt(range.from) - 1);
  const end = Math.min(series.length, series.indexAt(range.to) + 1);
  const isSparse = end - first <= (2 * (range.to - range.from)) / resolution.columnWidth;
  if (isSparse) copyAll(series, { first, end }, resolution.gapWidth, out);
  else keepExtremes(series, { first, end }, resolution, out);
}

interface Part {
  readonly first: number;
  readonly end: number;
}

function copyAll({ times, values }: Series, { first, end }: Part, gapWidth: number, out: PointList): void {
  for (let i = first; i < end; i++) {
    if (first < i && gapWidth < times[i]! - times[i - 1]!) out.add(times[i - 1]!, NaN);
    out.add(times[i]!, values[i]!);
  }
}

function keepExtremes(series: Series, part: Part, { columnWidth, gapWidth }: Resolution, out: PointList): void {
  const { times, values } = series;
  let start = part.first;
  while (start < part.end) {
    if (part.first < start && gapWidth < times[start]! - times[start - 1]!) out.add(times[start - 1]!, NaN);
    const column = Math.floor(times[start]! / columnWidth);
    let stop = start + 1;
    while (stop < part.end && belongs(times, stop, column, columnWidth) && !isGap(times, stop, gapWidth)) stop++;
    addExtremes(times, values, { first: start, end: stop }, out);
    start = stop;
  }
}

function belongs(times: Float64Array, index: number, column: number, columnWidth: number): boolean {
  return Math.floor(times[index]! / columnWidth) === column;
}

function isGap(times: Float64Array, index: number, gapWidth: number): boolean {
  return gapWidth < times[index]! - times[index - 1]!;
}

function addExtremes(times: Float64Array, values: Float64Array, { first, end }: Part, out: PointList): void {
  let low = first;
  let high = first;
  for (let i = first + 1; i < end; i++) {
    // A comparison with NaN is false, so a NaN at the front would stay there.
    if (values[i]! < values[low]! || Number.isNaN(values[low]!)) low = i;
    if (values[high]! < values[i]! || Number.isNaN(values[high]!)) high = i;
  }
  const earlier = Math.min(low, high);
  const later = Math.max(low, high);
  out.add(times[earlier]!, values[earlier]!);
  if (earlier !== later) out.add(times[later]!, values[later]!);
}

import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';

/** What is drawn of one series: points `first` to `end` − 1 of two columns. NaN as y breaks the line, and so does a step longer than `gapWidth`. */
export interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly first: number;
  readonly end: number;
  readonly gapWidth: number;
  /** Which points these are: two lines with the same key over the same range look the same. */
  readonly key: string;
}

/** A series that is switched off. */
export const NO_LINE: Line = {
  x: new Float64Array(),
  y: new Float64Array(),
  first: 0,
  end: 0,
  gapWidth: Infinity,
  key: '',
};

/** The points of `series` in `range`, and one more on each side so that the line reaches the edges. Nothing is copied. */
export function lineOf(series: Series, range: Range, gapWidth: number): Line {
  const first = Math.max(0, series.indexAt(range.from) - 1);
  const end = Math.min(series.length, series.indexAt(range.to) + 1);
  const key = `${series.id} ${series.revision} ${series.forgotten + first} ${series.forgotten + end} ${gapWidth}`;
  return { x: series.times, y: series.values, first, end, gapWidth, key };
}

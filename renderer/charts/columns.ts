import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import { unitsPerPixel } from './surface.ts';

/** Readings that come more often than this fill a column of pixels before it is drawn; one that comes alone is drawn at once. */
const OFTEN_MS = 800;

/** `range` moved to whole columns of pixels: charts move by columns, so that a reading stays in its own and nothing flickers. */
export function onColumns(range: Range, width: number, shown: readonly Pick<Series, 'stepMs'>[]): Range {
  const column = unitsPerPixel(range, width);
  const isOften = shown.some(({ stepMs }) => stepMs < OFTEN_MS);
  // Back to one that is full: a chart would else be drawn anew with each of many points, for a part of a pixel.
  const last = isOften ? Math.floor(range.to / column) : Math.ceil(range.to / column);
  const by = last * column - range.to;
  return { from: range.from + by, to: range.to + by };
}

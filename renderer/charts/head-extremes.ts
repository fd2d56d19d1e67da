import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import { gapWidth } from './gaps.ts';
import { commonExtremes, extremes, headMeasure } from './readout.ts';

interface Extremes {
  readonly min: number;
  readonly max: number;
}

/**
 * The lowest and the highest in `range` of what stands in the head of a tile: of its one line, of the sum, or of all lines. `latest`, which
 * was read from the same points, lies between them.
 */
export function headExtremes(
  { unit, names, latest }: { unit: string | null; names: readonly string[]; latest: number },
  all: readonly Series[],
  range: Range,
): Extremes {
  const { min, max } = extremesOf(headMeasure(unit, names), all, range);
  if (Number.isNaN(latest)) return { min, max };
  return { min: lower(min, latest), max: -lower(-max, -latest) };
}

function extremesOf(measure: ReturnType<typeof headMeasure>, all: readonly Series[], range: Range): Extremes {
  if (measure === 'sum') return sumExtremes(all, range);
  const line = typeof measure === 'number' ? all[measure] : undefined;
  return line === undefined ? commonExtremes(all, range) : extremes(line, range);
}

/** Of the sum of what all of them were at each moment at which one of them was read. */
function sumExtremes(all: readonly Series[], { from, to }: Range): Extremes {
  const next = all.map((series) => series.indexAt(from));
  const reach = all.map(gapWidth);
  const timeOf = (series: Series, i: number): number => (next[i]! < series.length ? series.times[next[i]!]! : Infinity);
  let [min, max] = [NaN, NaN];
  for (;;) {
    const at = all.reduce((first, series, i) => Math.min(first, timeOf(series, i)), Infinity);
    if (!(at <= to)) return { min, max };
    let sum = NaN;
    for (const [i, series] of all.entries()) {
      if (timeOf(series, i) === at) next[i]!++;
      const last = next[i]! - 1;
      const value = 0 <= last && at - series.times[last]! <= reach[i]! ? series.values[last]! : NaN;
      if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
    }
    min = lower(min, sum);
    max = -lower(-max, -sum);
  }
}

/** The smaller of two, of which either may be missing. */
function lower(left: number, right: number): number {
  return Number.isNaN(left) || right < left ? right : left;
}

import type { LiveChart } from '../live/live-chart.svelte.ts';
import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import { gapWidth } from './gaps.ts';

/** The legend names at most this many series; the others are only counted. */
export const LEGEND_SERIES = 8;

/** Rates of different things add up to a traffic; levels do not. */
const ADDITIVE = /\/s$/;

/**
 * The one value that stands in the head of a tile: the total where there is one, else what is used, else the sum of
 * rates or the highest of the rest. Values are in the order of `names`; NaN where a series has none.
 */
export function headValue(unit: string | null, names: readonly string[], values: readonly number[]): number {
  const measure = headMeasure(unit, names);
  if (typeof measure === 'number') return values[measure] ?? NaN;
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return NaN;
  return measure === 'sum' ? present.reduce((sum, value) => sum + value, 0) : Math.max(...present);
}

/** What the head of a tile tells: one of its lines, by its place in `names`, the sum of all, or the highest of them. */
export function headMeasure(unit: string | null, names: readonly string[]): number | 'sum' | 'highest' {
  const leading = names.includes('total') ? 'total' : 'used';
  if (names.includes(leading)) return names.indexOf(leading);
  return unit !== null && ADDITIVE.test(unit) ? 'sum' : 'highest';
}

/**
 * The value of `series` at `x`, or where `x` is null its newest one up to `to`: what came since the picture that ends there is told with the
 * next one. NaN where nothing was read around that moment.
 */
export function valueAt(series: Series, x: number | null, to: number): number {
  const reach = gapWidth(series);
  if (x !== null) {
    const index = series.nearest(x, reach);
    return index === -1 ? NaN : series.values[index]!;
  }
  const after = series.indexAt(to);
  const index = series.times[after] === to && after < series.length ? after : after - 1;
  return index === -1 || reach < to - series.times[index]! ? NaN : series.values[index]!;
}

/** Smallest and largest value of `series` in `range`; NaN for both where there is none. */
export function extremes(series: Series, range: Range): { readonly min: number; readonly max: number } {
  let min = NaN;
  let max = NaN;
  for (let i = series.indexAt(range.from); i < series.length && series.times[i]! <= range.to; i++) {
    const value = series.values[i]!;
    if (!(min <= value) && !Number.isNaN(value)) min = value;
    if (!(value <= max) && !Number.isNaN(value)) max = value;
  }
  return { min, max };
}

/** The extremes of several series together. */
export function commonExtremes(all: readonly Series[], range: Range): { readonly min: number; readonly max: number } {
  const each = all.map((series) => extremes(series, range)).filter(({ min }) => !Number.isNaN(min));
  if (each.length === 0) return { min: NaN, max: NaN };
  return { min: Math.min(...each.map(({ min }) => min)), max: Math.max(...each.map(({ max }) => max)) };
}

/** The moments at which any series of `chart` has a reading in `range`, oldest first. */
export function readingTimes(all: readonly Series[], range: Range): readonly number[] {
  const times = new Set<number>();
  for (const series of all) {
    for (let i = series.indexAt(range.from); i < series.length && series.times[i]! <= range.to; i++) {
      times.add(series.times[i]!);
    }
  }
  return [...times].sort((left, right) => left - right);
}

/** The series of `chart` called `names`; what is not there is left out. */
export function seriesOf(chart: LiveChart, names: readonly string[]): readonly Series[] {
  return names.map((name) => chart.series(name)).filter((series) => series !== undefined);
}

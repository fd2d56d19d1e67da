import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import type { ChartModel } from './chart-model.svelte.ts';
import { seriesLabels } from './names.ts';
import { extremes, seriesOf, valueAt } from './readout.ts';
import { mean } from './heat-strip.ts';

/** A small picture of the way that the values went has so many points. */
const TREND_POINTS = 40;
/** So many series are shown one below the other. */
export const ROWS_MAX = 100;

/** One series of a chart as a row of numbers. */
export interface SeriesRow {
  readonly name: string;
  readonly label: string;
  readonly latest: number;
  readonly mean: number;
  readonly highest: number;
  /** NaN where nothing was read. */
  readonly trend: readonly number[];
}

/** The series that `model` shows, those with the highest latest value first; `picture` has to have been made before. */
export function seriesRows(model: ChartModel): readonly SeriesRow[] {
  const { chart, range, all } = model;
  const labels = seriesLabels(all, chart.title);
  return seriesOf(chart, all)
    .map((series, index) => rowOf(series, range, { name: all[index]!, label: labels[index]! }))
    .filter(({ latest, mean: middle }) => !Number.isNaN(latest) || !Number.isNaN(middle))
    .sort((left, right) => order(right.latest) - order(left.latest))
    .slice(0, ROWS_MAX);
}

function rowOf(series: Series, range: Range, names: Pick<SeriesRow, 'name' | 'label'>): SeriesRow {
  const step = (range.to - range.from) / TREND_POINTS;
  const trend = Array.from({ length: TREND_POINTS }, (_one, index) => {
    const from = range.from + index * step;
    return mean(series, from, from + step);
  });
  return {
    ...names,
    latest: valueAt(series, null, range.to),
    mean: mean(series, range.from, range.to),
    highest: extremes(series, range).max,
    trend,
  };
}

function order(value: number): number {
  return Number.isNaN(value) ? -Infinity : value;
}

/** The path of a trend in a box of `width` and `height`, between 0 (or its lowest value below that) and its highest value. */
export function trendPath(trend: readonly number[], width: number, height: number): string {
  const present = trend.filter((value) => !Number.isNaN(value));
  const low = Math.min(0, ...present);
  const high = Math.max(low, ...present);
  const scale = high === low ? 0 : height / (high - low);
  let path = '';
  let isOpen = false;
  trend.forEach((value, index) => {
    if (Number.isNaN(value)) {
      isOpen = false;
      return;
    }
    const x = (index * width) / Math.max(1, trend.length - 1);
    path += `${isOpen ? 'L' : 'M'}${x.toFixed(1)} ${(height - (value - low) * scale).toFixed(1)}`;
    isOpen = true;
  });
  return path;
}

import { language } from '../messages/messages.ts';
import { formatNumber, quantityText } from '../shared/units.ts';
import type { ChartModel } from './chart-model.svelte.ts';
import { seriesLabels, seriesOrder } from './names.ts';
import { readingTimes, seriesOf } from './readout.ts';

/** A table holds at most this many readings; it is for reading, not for keeping. */
const ROWS_SHOWN = 200;

/** The readings of a chart in words, newest first. */
export interface ReadingsTable {
  readonly labels: readonly string[];
  readonly rows: readonly { readonly at: string; readonly values: readonly string[] }[];
  readonly total: number;
}

/** The readings that `model` shows now. All series are in it, also those that the legend only counts. */
export function readingsTable({ chart, range, view }: ChartModel): ReadingsTable {
  const names = seriesOrder(chart.names);
  const all = seriesOf(chart, names);
  const { title } = chart;
  const { isTime } = chart.description;
  const times = readingTimes(all, range);
  const rows = times
    .slice(-ROWS_SHOWN)
    .reverse()
    .map((time) => ({
      at: isTime ? view.momentText(time) : formatNumber(time, 2, language()),
      values: all.map((series) => {
        const index = series.nearest(time, 0);
        return index === -1 ? '' : quantityText(series.values[index]!, chart.unit, language());
      }),
    }));
  return { labels: seriesLabels(names, title), rows, total: times.length };
}

/** An event list shows at most this many readings. */
const LINES_SHOWN = 60;

/** The newest readings of a chart, one line each, the newest first. */
export function newestReadings(model: ChartModel): readonly { readonly at: string; readonly text: string }[] {
  const { labels, rows } = readingsTable(model);
  const one = labels.length === 1;
  return rows
    .flatMap(({ at, values }) =>
      values.flatMap((value, index) =>
        value === '' ? [] : [{ at, text: one ? value : `${labels[index]!} ${value}` }],
      ),
    )
    .slice(0, LINES_SHOWN);
}

import type { Range } from '../live/range.ts';
import type { LiveChart } from '../live/live-chart.svelte.ts';
import type { TappedRows } from '../state/contract-types.ts';

const COLUMNS: TappedRows['columns'] = [
  { name: 'time', type: 'timestamp' },
  { name: 'chart', type: 'string' },
  { name: 'series', type: 'string' },
  { name: 'value', type: 'double' },
  { name: 'unit', type: 'string' },
];

/** The points of a chart as rows in the order of their times, with the columns that charts are exported with; null: not only those of a span. */
export function pointRows(chart: LiveChart, span: Range | null): TappedRows {
  const { from, to } = span ?? { from: -Infinity, to: Infinity };
  const rows: TappedRows['rows'][number][] = [];
  const { title } = chart.description;
  for (const series of chart.names) {
    const points = chart.series(series);
    for (let i = points?.indexAt(from) ?? 0; points !== undefined && i < points.length && points.times[i]! <= to; i++) {
      const value = points.values[i]!;
      rows.push({ time: points.times[i]!, chart: title, series, value: finite(value), unit: chart.unit });
    }
  }
  return { columns: COLUMNS, rows: rows.sort((left, right) => Number(left.time) - Number(right.time)) };
}

function finite(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

import type { SeriesPoints } from '../../electron/ipc/contract.ts';
import type { TappedRows } from '../state/contract-types.ts';

/** Columns that say what a value is of come before other texts. */
const SERIES_COLUMNS = ['line', 'entity', 'series', 'key', 'metric'];
const NUMBERS: ReadonlySet<string> = new Set(['double', 'bigint', 'int', 'integer', 'float']);

/** Which columns of an edge's rows are drawn. */
export interface DrawnColumns {
  readonly x: string;
  readonly y: string;
  /** Null: all rows are one line. */
  readonly series: string | null;
}

/** The columns that are worth drawing: the first time, the value or the first number, and what tells lines apart; null without a time or a number. */
export function drawnColumns(columns: TappedRows['columns']): DrawnColumns | null {
  const times = columns.filter(({ type }) => type === 'timestamp');
  const numbers = columns.filter(({ type }) => NUMBERS.has(type));
  const texts = columns.filter(({ type }) => type === 'string');
  // The end of a window is when its result is known.
  const x = times.find(({ name }) => name === 'window_end') ?? times[0];
  const y = numbers.find(({ name }) => name === 'value') ?? numbers[0];
  if (x === undefined || y === undefined) return null;
  const series = SERIES_COLUMNS.find((name) => texts.some((column) => column.name === name));
  return { x: x.name, y: y.name, series: series ?? texts[0]?.name ?? null };
}

/** The points of `rows`, by series, as a chart takes them in. */
export function edgePoints({ rows }: TappedRows, columns: DrawnColumns, chart: string): readonly SeriesPoints[] {
  const bySeries = new Map<string, { times: number[]; values: number[] }>();
  for (const row of rows) {
    const time = row[columns.x];
    if (typeof time !== 'number') continue;
    const name = columns.series === null ? '' : String(row[columns.series] ?? '');
    const held = bySeries.get(name) ?? { times: [], values: [] };
    bySeries.set(name, held);
    held.times.push(time);
    const value = row[columns.y];
    held.values.push(typeof value === 'number' ? value : NaN);
  }
  return [...bySeries].map(([series, { times, values }]) => ({
    chart,
    series,
    unit: null,
    times: Float64Array.from(times),
    values: Float64Array.from(values),
  }));
}

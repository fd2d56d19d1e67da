import type { ChartPoints, ChartSeries } from '../runtime/protocol.ts';

/** One point of one series. */
export interface ChartPoint {
  readonly series: string;
  readonly unit: string | null;
  readonly x: number;
  /** NaN: the row has no value. */
  readonly y: number;
}

interface WaitingSeries {
  unit: string | null;
  times: number[];
  values: number[];
}

/** Points that wait to be sent, by sink and series. */
export class WaitingPoints {
  readonly #seriesMax: number;
  #charts = new Map<string, Map<string, WaitingSeries>>();
  #count = 0;

  /** `seriesMax`: series that each sink may have at once. */
  constructor(seriesMax: number) {
    this.#seriesMax = seriesMax;
  }

  get count(): number {
    return this.#count;
  }

  /** Takes in a point, unless it is of one series too many; gives whether it did. */
  put(sink: string, point: ChartPoint): boolean {
    const series = this.#series(sink, point.series);
    if (series === null) return false;
    series.unit = point.unit;
    series.times.push(point.x);
    series.values.push(point.y);
    this.#count++;
    return true;
  }

  /** Gives everything that waits, and forgets it. */
  take(): readonly ChartPoints[] {
    const charts = this.#charts;
    this.#charts = new Map();
    this.#count = 0;
    return [...charts].map(([sink, series]) => ({ sink, series: [...series].map(toColumns) }));
  }

  #series(sink: string, name: string): WaitingSeries | null {
    let chart = this.#charts.get(sink);
    if (!chart) this.#charts.set(sink, (chart = new Map<string, WaitingSeries>()));
    const known = chart.get(name);
    if (known) return known;
    if (this.#seriesMax <= chart.size) return null;
    const series = { unit: null, times: [], values: [] };
    chart.set(name, series);
    return series;
  }
}

function toColumns([series, { unit, times, values }]: [string, WaitingSeries]): ChartSeries {
  return { series, unit, times: Float64Array.from(times), values: Float64Array.from(values) };
}

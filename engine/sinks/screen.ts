import type { ChartPoints, ChartSeries } from '../runtime/protocol.ts';

/** Points that wait for the screen; past this the new ones are given up and counted. */
const WAITING_POINTS_MAX = 100_000;

/** Series of one chart; a chart of ever new series would fill the memory of everybody on the way. */
const SERIES_PER_CHART_MAX = 200;

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

/**
 * Collects the points of all chart sinks of a subtask and sends them together: one message per turn of the event loop at
 * most, and none while the last one is not taken. Never makes a pipeline wait: the screen may skip, and what it skips is counted.
 */
export class Screen {
  readonly #send: (points: readonly ChartPoints[]) => void;
  #charts = new Map<string, Map<string, WaitingSeries>>();
  #waiting = 0;
  #dropped = 0;
  #inFlight = false;
  #scheduled = false;

  constructor(send: (points: readonly ChartPoints[]) => void) {
    this.#send = send;
  }

  /** Points given up since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  put(sink: string, point: ChartPoint): void {
    const series = WAITING_POINTS_MAX <= this.#waiting ? null : this.#series(sink, point.series);
    if (series === null) {
      this.#dropped++;
      return;
    }
    series.unit = point.unit;
    series.times.push(point.x);
    series.values.push(point.y);
    this.#waiting++;
    this.#schedule();
  }

  /** The last message was taken: the next one may go. */
  taken(): void {
    this.#inFlight = false;
    this.#schedule();
  }

  #series(sink: string, name: string): WaitingSeries | null {
    let chart = this.#charts.get(sink);
    if (!chart) this.#charts.set(sink, (chart = new Map<string, WaitingSeries>()));
    const known = chart.get(name);
    if (known) return known;
    if (SERIES_PER_CHART_MAX <= chart.size) return null;
    const series = { unit: null, times: [], values: [] };
    chart.set(name, series);
    return series;
  }

  #schedule(): void {
    if (this.#inFlight || this.#scheduled || this.#waiting === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    this.#inFlight = true;
    const charts = this.#charts;
    this.#charts = new Map();
    this.#waiting = 0;
    this.#send([...charts].map(([sink, series]) => ({ sink, series: [...series].map(toColumns) })));
  }
}

function toColumns([series, { unit, times, values }]: [string, WaitingSeries]): ChartSeries {
  return { series, unit, times: Float64Array.from(times), values: Float64Array.from(values) };
}

import type { LinePoints } from '../data/thinning.ts';
import type { Moments, SeriesFigures } from './orders.ts';

const FIRST_ROOM = 256;

/** Gathers what the values of each series in a span are like. The percentile is exact, that of the nearest rank. */
export class Figures {
  readonly #span: Moments;
  readonly #series = new Map<string, Values>();

  constructor(span: Moments) {
    this.#span = span;
  }

  take({ lines }: { readonly lines: readonly LinePoints[] }): void {
    const { from, to } = this.#span;
    for (const { chart, series, unit, times, values } of lines) {
      const key = `${chart}\n${series}`;
      const found = this.#series.get(key) ?? { chart, series, unit, values: new Float64Array(FIRST_ROOM), count: 0 };
      this.#series.set(key, found);
      for (let i = 0; i < times.length; i++) if (from <= times[i]! && times[i]! <= to) add(found, values[i]!);
    }
  }

  figures(): readonly SeriesFigures[] {
    return [...this.#series.values()].flatMap(({ chart, series, unit, values, count }) => {
      if (count === 0) return [];
      const sorted = values.subarray(0, count).sort();
      const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
      return [{ chart, series, unit, count, mean, p95: sorted[Math.ceil(0.95 * count) - 1]!, max: sorted[count - 1]! }];
    });
  }
}

interface Values {
  readonly chart: string;
  readonly series: string;
  readonly unit: string | null;
  values: Float64Array;
  count: number;
}

function add(series: Values, value: number): void {
  if (series.count === series.values.length) {
    const wider = new Float64Array(2 * series.values.length);
    wider.set(series.values);
    series.values = wider;
  }
  series.values[series.count++] = value;
}

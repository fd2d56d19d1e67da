import { BySeries } from './by-series.ts';

/** Points of one series of one chart: `values[i]` belongs to `times[i]`. */
export interface LinePoints {
  readonly chart: string;
  readonly series: string;
  readonly unit: string | null;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** A span of time in so many buckets. */
export interface Buckets {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Keeps of each series the smallest and the largest point of each bucket, so that no spike is lost, whatever comes in. */
export class Thinning {
  readonly #buckets: Buckets;
  readonly #series = new BySeries<Kept>();

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  take(points: LinePoints): void {
    const { from, to, count } = this.#buckets;
    const { chart, series, unit, times, values } = points;
    let kept = this.#series.get(chart, series);
    for (let i = 0; i < times.length; i++) {
      const time = times[i]!;
      if (time < from || to < time || Number.isNaN(values[i]!)) continue;
      kept ??= this.#series.add(chart, series, new Kept({ chart, series, unit }, count));
      kept.put(Math.min(count - 1, Math.floor(((time - from) / (to - from)) * count)), time, values[i]!);
    }
  }

  /** What was kept, each series in order of time. */
  points(): LinePoints[] {
    return this.#series.all.map((kept) => kept.points());
  }
}

class Kept {
  readonly #name: Omit<LinePoints, 'times' | 'values'>;
  readonly #lowTimes: Float64Array;
  readonly #lows: Float64Array;
  readonly #highTimes: Float64Array;
  readonly #highs: Float64Array;

  constructor(name: Omit<LinePoints, 'times' | 'values'>, count: number) {
    this.#name = name;
    this.#lowTimes = new Float64Array(count).fill(NaN);
    this.#lows = new Float64Array(count).fill(Infinity);
    this.#highTimes = new Float64Array(count).fill(NaN);
    this.#highs = new Float64Array(count).fill(-Infinity);
  }

  put(bucket: number, time: number, value: number): void {
    if (value < this.#lows[bucket]!) {
      this.#lows[bucket] = value;
      this.#lowTimes[bucket] = time;
    }
    if (this.#highs[bucket]! < value) {
      this.#highs[bucket] = value;
      this.#highTimes[bucket] = time;
    }
  }

  points(): LinePoints {
    const times: number[] = [];
    const values: number[] = [];
    for (let i = 0; i < this.#lows.length; i++) {
      const low = this.#lowTimes[i]!;
      const high = this.#highTimes[i]!;
      if (Number.isNaN(low)) continue;
      const pair: readonly (readonly [number, number])[] = [
        [low, this.#lows[i]!],
        [high, this.#highs[i]!],
      ];
      for (const [time, value] of low === high ? pair.slice(0, 1) : low < high ? pair : [...pair].reverse()) {
        times.push(time);
        values.push(value);
      }
    }
    return { ...this.#name, times: Float64Array.from(times), values: Float64Array.from(values) };
  }
}

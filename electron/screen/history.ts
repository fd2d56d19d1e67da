import type { SeriesPoints } from '../ipc/contract.ts';

/** An hour at one point a second. */
export const POINTS_PER_SERIES = 3_600;

/** Series kept at once; the one that has been silent for longest makes room for a new one. */
export const SERIES_MAX = 256;

/** What a full history takes: 15 MB. */
export const HISTORY_BYTES_MAX = POINTS_PER_SERIES * SERIES_MAX * 16;

const FIRST_ROOM = 64;

/** The latest points of every series on the screen: what a page that was reloaded draws at once. */
export class History {
  // In order of the last point taken in: the first key has been silent for longest.
  readonly #series = new Map<string, SeriesRing>();

  put(points: SeriesPoints): void {
    const key = JSON.stringify([points.chart, points.series]);
    const ring = this.#series.get(key) ?? new SeriesRing();
    this.#series.delete(key);
    this.#series.set(key, ring);
    ring.append(points);
    if (SERIES_MAX < this.#series.size) this.#forgetOldest();
  }

  /** A copy of all of it, oldest point first. */
  points(): SeriesPoints[] {
    return [...this.#series.values()].map((ring) => ring.points());
  }

  #forgetOldest(): void {
    const [oldest] = this.#series.keys();
    if (oldest !== undefined) this.#series.delete(oldest);
  }
}

/** The last `POINTS_PER_SERIES` points of one series; its room grows with need. */
class SeriesRing {
  #name: Omit<SeriesPoints, 'times' | 'values'> = { chart: '', series: '', unit: null };
  #times = new Float64Array(FIRST_ROOM);
  #values = new Float64Array(FIRST_ROOM);
  #start = 0;
  #length = 0;

  append({ times, values, ...name }: SeriesPoints): void {
    this.#name = name;
    for (let i = Math.max(0, times.length - POINTS_PER_SERIES); i < times.length; i++) {
      if (this.#length === this.#times.length) this.#grow();
      const at = (this.#start + this.#length) % this.#times.length;
      this.#times[at] = times[i]!;
      this.#values[at] = values[i]!;
      // A full ring has just written over its oldest point.
      if (this.#length === this.#times.length) this.#start = (this.#start + 1) % this.#times.length;
      else this.#length++;
    }
  }

  points(): SeriesPoints {
    return { ...this.#name, times: this.#unrolled(this.#times), values: this.#unrolled(this.#values) };
  }

  #grow(): void {
    const room = Math.min(this.#times.length * 2, POINTS_PER_SERIES);
    if (room === this.#times.length) return;
    const times = new Float64Array(room);
    const values = new Float64Array(room);
    times.set(this.#unrolled(this.#times));
    values.set(this.#unrolled(this.#values));
    this.#times = times;
    this.#values = values;
    this.#start = 0;
  }

  #unrolled(ring: Float64Array): Float64Array {
    const copy = new Float64Array(this.#length);
    const untilEnd = Math.min(this.#length, ring.length - this.#start);
    copy.set(ring.subarray(this.#start, this.#start + untilEnd));
    copy.set(ring.subarray(0, this.#length - untilEnd), untilEnd);
    return copy;
  }
}

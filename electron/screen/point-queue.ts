import type { SeriesPoints } from '../ipc/contract.ts';

/** Different series that may wait at once; points of a further one are given up. */
export const WAITING_SERIES_MAX = 1_024;

/** What a series costs in a frame besides its points: names, and the marks around its two columns. */
const SERIES_OVERHEAD_BYTES = 160;
const POINT_BYTES = 16;
const FIRST_ROOM = 1_024;

type SeriesName = Omit<SeriesPoints, 'times' | 'values'>;

/**
 * Points in the order in which they came, in columns: 20 bytes a point, whichever series they belong to.
 * Past `capacity` the oldest point makes room for the newest.
 */
export class PointQueue {
  readonly #capacity: number;
  #names: SeriesName[] = [];
  readonly #places = new Map<string, number>();
  #series = new Int32Array(0);
  #times = new Float64Array(0);
  #values = new Float64Array(0);
  #head = 0;
  #length = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#length;
  }

  /** Takes in `points` and gives how many points, old or new, were given up for want of room. */
  put(points: SeriesPoints): number {
    const place = this.#place(points);
    const { times, values } = points;
    if (place < 0) return times.length;
    this.#makeRoom(this.#length + times.length);
    const room = this.#times.length;
    let dropped = 0;
    for (let i = 0; i < times.length; i++) {
      if (this.#length === this.#capacity) {
        this.#head = (this.#head + 1) % room;
        this.#length--;
        dropped++;
      }
      const at = (this.#head + this.#length) % room;
      this.#series[at] = place;
      this.#times[at] = times[i]!;
      this.#values[at] = values[i]!;
      this.#length++;
    }
    return dropped;
  }

  /** Removes the oldest points, as many as fit into about `bytesMax` of a message, and gives them by series. */
  take(bytesMax: number): SeriesPoints[] {
    const counts = this.#countFitting(bytesMax);
    const taken = new Map<number, { points: SeriesPoints; filled: number }>();
    let total = 0;
    for (const [place, count] of counts) {
      const columns = { times: new Float64Array(count), values: new Float64Array(count) };
      taken.set(place, { points: { ...this.#names[place]!, ...columns }, filled: 0 });
      total += count;
    }
    for (let i = 0; i < total; i++) this.#shiftInto(taken);
    if (this.#length === 0) this.clear();
    return [...taken.values()].map(({ points }) => points);
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.#names = [];
    this.#places.clear();
    this.#head = 0;
    this.#length = 0;
  }

  #place({ chart, series, unit }: SeriesPoints): number {
    const key = JSON.stringify([chart, series, unit]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (WAITING_SERIES_MAX <= this.#names.length) return -1;
    this.#places.set(key, this.#names.length);
    return this.#names.push({ chart, series, unit }) - 1;
  }

  #makeRoom(wanted: number): void {
    const before = this.#times.length;
    if (wanted <= before || before === this.#capacity) return;
    let after = Math.max(FIRST_ROOM, before);
    while (after < wanted) after *= 2;
    after = Math.min(after, this.#capacity);
    const series = new Int32Array(after);
    const times = new Float64Array(after);
    const values = new Float64Array(after);
    for (let i = 0; i < this.#length; i++) {
      const from = (this.#head + i) % before;
      series[i] = this.#series[from]!;
      times[i] = this.#times[from]!;
      values[i] = this.#values[from]!;
    }
    this.#series = series;
    this.#times = times;
    this.#values = values;
    this.#head = 0;
  }

  /** How many points of each series the next message may hold; at least one point of one series. */
  #countFitting(bytesMax: number): Map<number, number> {
    const counts = new Map<number, number>();
    let bytes = 0;
    for (let i = 0; i < this.#length; i++) {
      const place = this.#series[(this.#head + i) % this.#times.length]!;
      bytes += POINT_BYTES;
      if (!counts.has(place)) bytes += nameBytes(this.#names[place]!);
      if (bytesMax < bytes && 0 < i) break;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    return counts;
  }

  #shiftInto(taken: Map<number, { points: SeriesPoints; filled: number }>): void {
    const at = this.#head;
    const column = taken.get(this.#series[at]!)!;
    column.points.times[column.filled] = this.#times[at]!;
    column.points.values[column.filled] = this.#values[at]!;
    column.filled++;
    this.#head = (at + 1) % this.#times.length;
    this.#length--;
  }
}

// Names travel as two bytes a character at most.
function nameBytes({ chart, series, unit }: SeriesName): number {
  return SERIES_OVERHEAD_BYTES + 2 * (chart.length + series.length + (unit ?? '').length);
}

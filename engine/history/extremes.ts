import { BySeries } from '../data/by-series.ts';
import type { LinePoints } from '../data/thinning.ts';

const FIRST_ROOM = 64;

/**
 * Keeps of each series the lowest and the highest point of each `pieceMs` of time. A piece that points come back to after those of another one
 * has more than two: thinned out further, the result is that of all points.
 */
export class Extremes {
  readonly #pieceMs: number;
  readonly #series = new BySeries<Course>();

  constructor(pieceMs: number) {
    this.#pieceMs = pieceMs;
  }

  take({ chart, series, unit, times, values }: LinePoints): void {
    const known = this.#series.get(chart, series);
    const course = known ?? this.#series.add(chart, series, new Course({ chart, series, unit }));
    for (let i = 0; i < times.length; i++) {
      const value = values[i]!;
      if (!Number.isNaN(value)) course.put(Math.floor(times[i]! / this.#pieceMs), times[i]!, value);
    }
  }

  points(): LinePoints[] {
    return this.#series.all.map((course) => course.points());
  }
}

class Course {
  readonly #name: Omit<LinePoints, 'times' | 'values'>;
  #times = new Float64Array(FIRST_ROOM);
  #values = new Float64Array(FIRST_ROOM);
  #length = 0;
  #piece = NaN;
  // Where the lowest and the highest point of the piece are; the same while there is one.
  #low = 0;
  #high = 0;

  constructor(name: Omit<LinePoints, 'times' | 'values'>) {
    this.#name = name;
  }

  put(piece: number, time: number, value: number): void {
    if (piece !== this.#piece) {
      this.#piece = piece;
      this.#low = this.#high = this.#add(time, value);
    } else if (value < this.#values[this.#low]!) {
      this.#low = this.#place(this.#low, this.#high, time, value);
    } else if (this.#values[this.#high]! < value) {
      this.#high = this.#place(this.#high, this.#low, time, value);
    }
  }

  points(): LinePoints {
    return {
      ...this.#name,
      times: this.#times.slice(0, this.#length),
      values: this.#values.slice(0, this.#length),
    };
  }

  /** Where the point is now: in the place of the extreme that it beats, unless that one is the other extreme too. */
  #place(beaten: number, other: number, time: number, value: number): number {
    if (beaten === other) return this.#add(time, value);
    this.#times[beaten] = time;
    this.#values[beaten] = value;
    return beaten;
  }

  #add(time: number, value: number): number {
    if (this.#length === this.#times.length) this.#grow();
    this.#times[this.#length] = time;
    this.#values[this.#length] = value;
    return this.#length++;
  }

  #grow(): void {
    const [times, values] = [this.#times, this.#values];
    this.#times = new Float64Array(2 * times.length);
    this.#values = new Float64Array(2 * times.length);
    this.#times.set(times);
    this.#values.set(values);
  }
}

import type { RandomStream } from './random.ts';

/** A number that wanders: each row is up to `step` away from the one before, and turns back at `min` and `max`. */
export class Walk {
  readonly #step: number;
  readonly #min: number;
  readonly #max: number;
  readonly #random: RandomStream;
  /** The value of the next row. */
  value: number;

  constructor(column: { start: number; step: number; min: number; max: number }, random: RandomStream) {
    this.#step = column.step;
    this.#min = column.min;
    this.#max = column.max;
    this.#random = random;
    this.value = Math.min(column.max, Math.max(column.min, column.start));
  }

  /** The rows from `from` on, which has to be the row after the last that was filled. */
  fill(from: number, into: Float64Array): void {
    let { value } = this;
    for (let i = 0; i < into.length; i++) {
      into[i] = value;
      const next = value + (this.#random.unit(from + i) * 2 - 1) * this.#step;
      value = next < this.#min ? 2 * this.#min - next : next;
      if (this.#max < value) value = 2 * this.#max - value;
      // A step longer than the whole range could turn back past the other end.
      value = Math.min(this.#max, Math.max(this.#min, value));
    }
    this.value = value;
  }
}

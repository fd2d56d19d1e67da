import { grownFloat64 } from '../state/arrays.ts';
import type { NumberList, NumberReader } from './number-list.ts';

// Side by side for each reading: when it happened, the number of its row, and its value.
const WIDTH = 3;
const ARRIVAL = 1;
const VALUE = 2;

/** The readings of a counter, in the order of event time and, at equal times, of arrival; in whatever order they come. */
export class Readings {
  #numbers = new Float64Array(4 * WIDTH);
  /** How many of `#numbers` are in use. */
  #length = 0;
  // Rows come mostly in order, so sorting waits until somebody asks.
  #isSorted = true;

  add(time: number, arrival: number, value: number): void {
    const end = this.#length;
    if (this.#numbers.length === end) this.#numbers = grownFloat64(this.#numbers, end + WIDTH);
    const numbers = this.#numbers;
    numbers[end] = time;
    numbers[end + ARRIVAL] = arrival;
    numbers[end + VALUE] = value;
    this.#length += WIDTH;
    if (0 < end && 0 < difference(numbers, end - WIDTH, end)) this.#isSorted = false;
  }

  addAll(other: Readings): void {
    const numbers = other.#numbers;
    for (let at = 0; at < other.#length; at += WIDTH) {
      this.add(numbers[at]!, numbers[at + ARRIVAL]!, numbers[at + VALUE]!);
    }
  }

  /**
   * What the counter has counted from its first to its last reading, a second. A reading below the one before says that it has begun
   * anew from 0. NaN where no time lies between the first and the last, as with one reading.
   */
  rate(): number {
    this.#sort();
    const numbers = this.#numbers;
    const last = this.#length - WIDTH;
    const spanMs = numbers[last]! - numbers[0]!;
    if (spanMs === 0) return NaN;
    let counted = 0;
    let begunAt = numbers[VALUE]!;
    for (let at = WIDTH; at <= last; at += WIDTH) {
      const before = numbers[at - WIDTH + VALUE]!;
      if (before <= numbers[at + VALUE]!) continue;
      counted += before - begunAt;
      begunAt = 0;
    }
    return (counted + (numbers[last + VALUE]! - begunAt)) / (spanMs / 1000);
  }

  /** What is to be saved, to which no later reading may come: an array is added to, and sorted into another one. */
  frozen(): NumberList {
    return [this.#numbers.subarray(0, this.#length)];
  }

  load(reader: NumberReader): void {
    this.#numbers = reader.readAll();
    this.#length = this.#numbers.length;
    this.#isSorted = false;
  }

  #sort(): void {
    if (this.#isSorted) return;
    const numbers = this.#numbers;
    // A plain array: its sort is quick where most of it is in order already.
    const order = Array.from({ length: this.#length / WIDTH }, (_, i) => WIDTH * i);
    order.sort((a, b) => difference(numbers, a, b));
    const sorted = new Float64Array(numbers.length);
    for (const [i, at] of order.entries()) sorted.set(numbers.subarray(at, at + WIDTH), WIDTH * i);
    this.#numbers = sorted;
    this.#isSorted = true;
  }
}

/** Above 0 where the reading at `a` comes after the one at `b`. */
function difference(numbers: Float64Array, a: number, b: number): number {
  return numbers[a]! - numbers[b]! || numbers[a + ARRIVAL]! - numbers[b + ARRIVAL]!;
}

import type { NumberList, NumberReader } from './number-list.ts';

/** How far a value that is told may be from the true one; a little below 1 %, for what logarithms are rounded by. */
const ACCURACY = 0.0099;
const GROWTH = Math.log((1 + ACCURACY) / (1 - ACCURACY));
/** From the upper end of a bucket to the value that is as far, in relation, from both its ends. */
const TO_MIDDLE = Math.log(1 - ACCURACY);

/** The bucket of a positive `value`: bucket i holds what is above γ^(i − 1) and up to γ^i, γ being (1 + accuracy) / (1 − accuracy). */
export function bucketOf(value: number): number {
  return Math.ceil(Math.log(value) / GROWTH);
}

/** The value that stands for all in `bucket`. */
export function valueOf(bucket: number): number {
  return Math.exp(bucket * GROWTH + TO_MIDDLE);
}

/** How many values there are in each bucket: an array from the lowest to the highest bucket in use, 72,000 at most for all doubles. */
export class Buckets {
  count = 0;
  #counts = new Float64Array(0);
  /** The bucket of the first entry. */
  #offset = 0;

  add(bucket: number, count: number): void {
    if (bucket < this.#offset || this.#offset + this.#counts.length <= bucket) this.#reach(bucket, bucket);
    this.#counts[bucket - this.#offset]! += count;
    this.count += count;
  }

  addAll(other: Buckets): void {
    if (other.count === 0) return;
    const last = other.#offset + other.#counts.length - 1;
    if (other.#offset < this.#offset || this.#offset + this.#counts.length <= last) this.#reach(other.#offset, last);
    for (let i = 0; i < other.#counts.length; i++) this.#counts[other.#offset + i - this.#offset]! += other.#counts[i]!;
    this.count += other.count;
  }

  /** The bucket of the value that is `rank`th from below, from 1 to `count`. */
  bucketAt(rank: number): number {
    let seen = 0;
    let i = 0;
    while ((seen += this.#counts[i]!) < rank) i++;
    return this.#offset + i;
  }

  /** What is to be saved, to which no later value may come. */
  frozen(): NumberList {
    return [this.count, this.#offset, this.#counts.slice()];
  }

  load(reader: NumberReader): void {
    this.count = reader.read();
    this.#offset = reader.read();
    this.#counts = reader.readAll();
  }

  // Grows by half of what is there on the side that was too short, so that a slowly widening range stays cheap.
  #reach(low: number, high: number): void {
    const { length } = this.#counts;
    const isEmpty = length === 0;
    const spare = Math.max(4, length >> 1);
    const from = isEmpty ? low : low < this.#offset ? low - spare : this.#offset;
    const end = this.#offset + length - 1;
    const to = isEmpty ? high : end < high ? high + spare : end;
    const counts = new Float64Array(to - from + 1);
    counts.set(this.#counts, isEmpty ? 0 : this.#offset - from);
    this.#counts = counts;
    this.#offset = from;
  }
}

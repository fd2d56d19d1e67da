import { grownFloat64 } from '../state/arrays.ts';
import type { NumberList, NumberReader } from './number-list.ts';
import { Buckets, bucketOf, valueOf } from './buckets.ts';

/** Up to this many values are kept as they are: in few values a percentile is exact, and they take less room than buckets. */
const KEPT_MAX = 32;

/**
 * The distribution of any number of values, from which a percentile is told within 1 %: DDSketch (Masson, Rim and Lee, VLDB 2019).
 * It depends on the values alone, not on their order nor on how they were merged.
 */
export class Sketch {
  #count = 0;
  // While there are few; then null.
  #values: Float64Array | null = new Float64Array(4);
  readonly #negative = new Buckets();
  readonly #positive = new Buckets();
  #zeros = 0;
  #least = Infinity;
  #greatest = -Infinity;

  add(value: number): void {
    if (this.#values !== null && this.#count < KEPT_MAX) {
      if (this.#values.length === this.#count) this.#values = grownFloat64(this.#values, this.#count + 1);
      this.#values[this.#count++] = value;
      return;
    }
    this.#toBuckets();
    this.#count++;
    this.#addToBuckets(value);
  }

  addAll(other: Sketch): void {
    if (other.#values !== null) {
      for (let i = 0; i < other.#count; i++) this.add(other.#values[i]!);
      return;
    }
    this.#toBuckets();
    this.#count += other.#count;
    this.#zeros += other.#zeros;
    this.#negative.addAll(other.#negative);
    this.#positive.addAll(other.#positive);
    this.#least = Math.min(this.#least, other.#least);
    this.#greatest = Math.max(this.#greatest, other.#greatest);
  }

  /** The smallest value such that at least `share` of all values are not above it (SQL's PERCENTILE_DISC), within 1 %. At least one was added. */
  percentile(share: number): number {
    // A product such as 0.07 · 100 comes out a hair above the whole number that it is.
    const rank = Math.max(1, Math.ceil(share * this.#count - this.#count * 1e-15));
    if (this.#values !== null) return this.#values.slice(0, this.#count).sort()[rank - 1]!;
    // No value is out of the range of them all; at both ends this is exact.
    return Math.min(this.#greatest, Math.max(this.#least, this.#bucketValue(rank)));
  }

  /** What is to be saved, to which no later value may come. */
  frozen(): NumberList {
    // Values that are kept are only added to.
    if (this.#values !== null) return [this.#count, 1, this.#values.subarray(0, this.#count)];
    const whole = [this.#count, 0, this.#zeros, this.#least, this.#greatest];
    return [...whole, ...this.#negative.frozen(), ...this.#positive.frozen()];
  }

  /** Becomes, from an empty one, what `frozen` has given. */
  load(reader: NumberReader): void {
    this.#count = reader.read();
    if (reader.read() === 1) {
      this.#values = reader.readAll();
      return;
    }
    this.#values = null;
    this.#zeros = reader.read();
    this.#least = reader.read();
    this.#greatest = reader.read();
    this.#negative.load(reader);
    this.#positive.load(reader);
  }

  #bucketValue(rank: number): number {
    if (rank <= this.#negative.count) return -valueOf(this.#negative.bucketAt(this.#negative.count - rank + 1));
    const above = rank - this.#negative.count - this.#zeros;
    return above <= 0 ? 0 : valueOf(this.#positive.bucketAt(above));
  }

  #toBuckets(): void {
    if (this.#values === null) return;
    for (let i = 0; i < this.#count; i++) this.#addToBuckets(this.#values[i]!);
    this.#values = null;
  }

  #addToBuckets(value: number): void {
    if (value < this.#least) this.#least = value;
    if (this.#greatest < value) this.#greatest = value;
    if (value === 0) this.#zeros++;
    else if (value < 0) this.#negative.add(bucketOf(-value), 1);
    else this.#positive.add(bucketOf(value), 1);
  }
}

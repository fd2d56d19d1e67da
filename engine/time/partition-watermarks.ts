import { newArrays } from '../data/batch-arrays.ts';
import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { SavedNumbers, Snapshot } from '../state/snapshot.ts';
import type { Watermarks } from './recorded-watermarks.ts';

interface PartitionTime {
  watermark: number;
  isIdle: boolean;
}

/**
 * The watermark of a source that reads several partitions: each has one of its own, behind the largest time of its rows, and the
 * smallest of those that are not idle is that of all (Flink's watermarks by split). Never goes back.
 */
export class PartitionWatermarks implements Watermarks {
  readonly #delayMs: number;
  readonly #partitions = new Map<number, PartitionTime>();
  #combined = -Infinity;
  #current = -1;

  constructor(outOfOrdernessMs: number) {
    this.#delayMs = outOfOrdernessMs + 1;
  }

  get combined(): number {
    return this.#combined;
  }

  /** A partition is waited for from now on. */
  add(partition: number): void {
    if (!this.#partitions.has(partition)) this.#partitions.set(partition, { watermark: -Infinity, isIdle: false });
  }

  /** The next batch to be stamped is of `partition`. */
  goTo(partition: number): void {
    this.#current = partition;
  }

  /** No row is expected of `partition` for the time being. */
  idle(partition: number): void {
    this.#partitions.get(partition)!.isIdle = true;
    const least = this.#least(-1);
    // Nobody is left to wait for: whatever was promised by any partition may be promised by all.
    this.#advance(least < Infinity ? least : this.#latest());
  }

  /** No row comes of `partition` any more. */
  end(partition: number): void {
    this.#partitions.get(partition)!.watermark = Infinity;
    const least = this.#least(-1);
    if (least < Infinity) this.#advance(least);
  }

  snapshot(): SavedNumbers {
    const numbers = [...this.#partitions].flatMap(([partition, { watermark }]) => [partition, watermark]);
    return { numbers: Float64Array.of(this.#combined, ...numbers) };
  }

  restore(saved: readonly Snapshot[]): void {
    const [combined, ...numbers] = (saved[0] as SavedNumbers).numbers;
    this.#combined = combined!;
    for (let i = 0; i < numbers.length; i += 2) {
      this.#partitions.set(numbers[i]!, { watermark: numbers[i + 1]!, isIdle: false });
    }
  }

  stamp(batch: Batch, times: Float64Array, arrays: ArraySource = newArrays): Batch {
    const { length } = batch;
    const first = this.#combined;
    const before = arrays.numbers(length);
    if (0 < length) this.#stampRows(before, times);
    const isConstant = length === 0 || before[length - 1] === first;
    return {
      ...batch,
      eventTimes: times,
      watermarksBefore: isConstant ? first : before,
      watermark: this.#combined,
    };
  }

  #stampRows(before: Float64Array, times: Float64Array): void {
    const own = this.#partitions.get(this.#current)!;
    own.isIdle = false;
    const others = this.#least(this.#current);
    let combined = this.#combined;
    for (let i = 0; i < before.length; i++) {
      before[i] = combined;
      const next = times[i]! - this.#delayMs;
      if (next <= own.watermark) continue;
      own.watermark = next;
      combined = Math.max(combined, Math.min(next, others));
    }
    this.#combined = combined;
  }

  /** Of those that are waited for, but `without`. */
  #least(without: number): number {
    let least = Infinity;
    for (const [partition, { watermark, isIdle }] of this.#partitions) {
      if (partition !== without && !isIdle) least = Math.min(least, watermark);
    }
    return least;
  }

  #latest(): number {
    let latest = -Infinity;
    for (const { watermark } of this.#partitions.values())
      if (watermark < Infinity) latest = Math.max(latest, watermark);
    return latest;
  }

  #advance(watermark: number): void {
    this.#combined = Math.max(this.#combined, watermark);
  }
}

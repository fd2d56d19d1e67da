import type { Batch } from '../data/batch.ts';

/**
 * The watermarks that come with the batch in hand, one after the other: what an operator gives at one of them comes before the next,
 * whether or not a row stands between the two.
 */
export class PassedWatermarks {
  #values: Float64Array | undefined;
  #next = 0;

  /** Takes `batch` in hand. */
  take(batch: Batch): void {
    this.#values = batch.watermarksPassed;
    this.#next = 0;
  }

  /** The next watermark on the way up to `watermark`, which is the last one. Such as have come before may be among them. */
  next(watermark: number): number {
    const values = this.#values;
    if (values === undefined || this.#next === values.length || watermark <= values[this.#next]!) return watermark;
    return values[this.#next++]!;
  }
}

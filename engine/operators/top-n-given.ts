import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { RowStore } from '../state/row-store.ts';

/** The rows that are given while one batch is taken in, in their order, with their ranks. */
export class TopNGiven {
  readonly #schema: Schema;
  #slots: number[] = [];
  #ranks: number[] = [];
  /** What has been promised downstream before each. */
  #watermarks: number[] = [];

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** Adds the rows in `slots`, the first of them first. */
  add(slots: readonly number[], watermark: number): void {
    for (let i = 0; i < slots.length; i++) {
      this.#slots.push(slots[i]!);
      this.#ranks.push(i + 1);
      this.#watermarks.push(watermark);
    }
  }

  /** All rows, which are in `store`, as a batch that moves the watermark to `watermark`. */
  take(store: RowStore, watermark: number): Batch {
    const { length } = this.#slots;
    if (length === 0) return watermarkOnly(this.#schema, watermark);
    const slots = Int32Array.from(this.#slots);
    return {
      schema: this.#schema,
      length,
      columns: [...store.read(slots, length), { type: 'bigint', values: Float64Array.from(this.#ranks), nulls: null }],
      eventTimes: Float64Array.from(this.#slots, (slot) => store.times[slot]!),
      watermarksBefore: Float64Array.from(this.#watermarks),
      watermark,
      origin: null,
    };
  }

  /** Forgets them, and gives their slots. */
  clear(): readonly number[] {
    const slots = this.#slots;
    if (slots.length === 0) return slots;
    this.#slots = [];
    this.#ranks = [];
    this.#watermarks = [];
    return slots;
  }
}

import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import { grownFloat64, grownInt32 } from '../state/arrays.ts';
import type { RowStore } from '../state/row-store.ts';

/** Pairs after which they are handed on, so that rows which match very many others do not fill the memory. */
const PAIRS_PER_BATCH = 16_384;

/** The pairs that were found since the last `take`, in the order in which they were. */
export class JoinPairs {
  readonly #schema: Schema;
  readonly #left: RowStore;
  readonly #right: RowStore;
  #lefts = new Int32Array(64);
  #rights = new Int32Array(64);
  #watermarks = new Float64Array(64);
  #count = 0;

  /** `schema`: the left row's columns, then the right row's. */
  constructor(schema: Schema, left: RowStore, right: RowStore) {
    this.#schema = schema;
    this.#left = left;
    this.#right = right;
  }

  get isFull(): boolean {
    return PAIRS_PER_BATCH <= this.#count;
  }

  /** Adds the rows that are stored in slots `left` and `right`; the later of them came under `watermark`. */
  add(left: number, right: number, watermark: number): void {
    if (this.#count === this.#lefts.length) this.#grow();
    this.#lefts[this.#count] = left;
    this.#rights[this.#count] = right;
    this.#watermarks[this.#count++] = watermark;
  }

  /** All pairs since the last call as one batch that moves the watermark to `watermark`. */
  take(watermark: number): Batch {
    const count = this.#count;
    if (count === 0) return watermarkOnly(this.#schema, watermark);
    this.#count = 0;
    const isConstant = this.#watermarks[0] === this.#watermarks[count - 1];
    return {
      schema: this.#schema,
      length: count,
      columns: [...this.#left.read(this.#lefts, count), ...this.#right.read(this.#rights, count)],
      eventTimes: this.#eventTimes(count),
      watermarksBefore: isConstant ? this.#watermarks[0]! : this.#watermarks.slice(0, count),
      watermark,
      origin: null,
    };
  }

  #eventTimes(count: number): Float64Array {
    const lefts = this.#left.times;
    const rights = this.#right.times;
    const times = new Float64Array(count);
    for (let i = 0; i < count; i++) times[i] = Math.max(lefts[this.#lefts[i]!]!, rights[this.#rights[i]!]!);
    return times;
  }

  #grow(): void {
    const length = this.#lefts.length * 2;
    this.#lefts = grownInt32(this.#lefts, length);
    this.#rights = grownInt32(this.#rights, length);
    this.#watermarks = grownFloat64(this.#watermarks, length);
  }
}

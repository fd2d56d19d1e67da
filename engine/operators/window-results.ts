import { BatchArrays } from '../data/batch-arrays.ts';
import { ColumnBuilder } from '../data/batch-builder.ts';
import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import type { Schema } from '../data/types.ts';
import type { OperatorNode, WindowOptions } from '../document/plan.ts';
import type { Kernel } from '../expression/index.ts';
import { compileExpression, RowFailures } from '../expression/index.ts';
import { grownFloat64, grownInt32 } from '../state/arrays.ts';
import type { KeyTable } from '../state/key-table.ts';
import { nullsOf } from '../state/nullable-numbers.ts';
import type { Aggregation } from '../windows/aggregation.ts';
import type { OperatorContext } from './operator.ts';
import { rejectRows, withoutFailures } from './reject-rows.ts';

/** The slots of one window that fire together. */
export interface Firing {
  readonly slots: Int32Array;
  readonly count: number;
  /** Of their window. */
  readonly start: number;
  readonly end: number;
  /** The event time of the results. */
  readonly time: number;
  /** What has been promised downstream before they fire. */
  readonly watermark: number;
}

/** The results that fired while one batch was taken in, in the order in which they did. */
export class WindowResults {
  readonly #schema: Schema;
  readonly #keyCount: number;
  readonly #hasEventTime: boolean;
  readonly #callSchema: Schema;
  readonly #calls: readonly ColumnBuilder[];
  readonly #kernels: readonly Kernel[];
  readonly #failures = new RowFailures();
  readonly #isKept: () => boolean;
  readonly #arrays: BatchArrays;
  #keys = new Int32Array(16);
  #starts = new Float64Array(16);
  #ends = new Float64Array(16);
  #times = new Float64Array(16);
  #watermarks = new Float64Array(16);
  #count = 0;

  /**
   * The schema of `node`: key columns, window_start, window_end, results. Without event time both bounds are null. `isKept`: whether
   * somebody may look at results when the next have fired.
   */
  constructor(
    { operator, schema, hasEventTime }: OperatorNode & { readonly operator: WindowOptions },
    isKept: () => boolean,
  ) {
    this.#isKept = isKept;
    this.#arrays = new BatchArrays(isKept);
    this.#schema = schema;
    this.#keyCount = operator.key.length;
    this.#hasEventTime = hasEventTime;
    this.#callSchema = operator.calls.map(({ type }, call) => ({ name: `call ${call}`, type }));
    this.#calls = operator.calls.map(({ type }) => new ColumnBuilder(type, 0));
    this.#kernels = operator.results.map(({ expression }) => compileExpression(expression));
  }

  /** Writes down the results of `firing` as they are now. `keys`: the key of each slot. */
  add({ slots, count, start, end, time, watermark }: Firing, keys: Int32Array, aggregation: Aggregation): void {
    const from = this.#count;
    this.#count += count;
    if (this.#keys.length < this.#count) this.#grow(this.#count);
    for (let i = 0; i < count; i++) this.#keys[from + i] = keys[slots[i]!]!;
    this.#starts.fill(start, from, this.#count);
    this.#ends.fill(end, from, this.#count);
    this.#times.fill(time, from, this.#count);
    this.#watermarks.fill(watermark, from, this.#count);
    aggregation.write(slots, count, this.#calls, this.#failures);
  }

  /**
   * All results since the last call as one batch that moves the watermark to `watermark`, without those that cannot be
   * computed: of these `context` is told their key and window.
   */
  take(keys: KeyTable, watermark: number, context: OperatorContext): Batch {
    const count = this.#count;
    if (count === 0) return watermarkOnly(this.#schema, watermark);
    this.#count = 0;
    this.#arrays.begin();
    const known = this.#knownColumns(keys, count, watermark);
    const columns = this.#calls.map((call) => (this.#isKept() ? call.take() : call.lend()));
    const calls = { ...known, schema: this.#callSchema, columns };
    const results = this.#kernels.map((kernel) => kernel.evaluate(calls, this.#failures));
    rejectRows(known, this.#failures, context);
    const batch = { ...known, schema: this.#schema, columns: [...known.columns, ...results] };
    const computed = withoutFailures(batch, this.#failures);
    this.#failures.reset();
    return computed;
  }

  /** Key columns, window_start and window_end of the first `count` results, with their times. */
  #knownColumns(keys: KeyTable, count: number, watermark: number): Batch {
    const isConstant = this.#watermarks[0] === this.#watermarks[count - 1];
    const bounds = [this.#bounds(this.#starts, count), this.#bounds(this.#ends, count)];
    return {
      schema: this.#schema.slice(0, this.#keyCount + 2),
      length: count,
      columns: [...keys.read(this.#keys, count, this.#arrays), ...bounds],
      eventTimes: this.#hasEventTime ? this.#copy(this.#times, count) : null,
      watermarksBefore: isConstant ? this.#watermarks[0]! : this.#watermarks.slice(0, count),
      watermark,
      origin: null,
    };
  }

  #bounds(moments: Float64Array, count: number): NumberColumn {
    const values = this.#copy(moments, count);
    if (!this.#hasEventTime) return { type: 'timestamp', values, nulls: new Uint8Array(count).fill(1) };
    // Only of a count is a bound the time of a row, and only a program's timers of the clock give rows without one.
    return { type: 'timestamp', values, nulls: nullsOf(values) };
  }

  #copy(numbers: Float64Array, count: number): Float64Array {
    const copied = this.#arrays.numbers(count);
    copied.set(numbers.subarray(0, count));
    return copied;
  }

  #grow(length: number): void {
    this.#keys = grownInt32(this.#keys, length);
    this.#starts = grownFloat64(this.#starts, length);
    this.#ends = grownFloat64(this.#ends, length);
    this.#times = grownFloat64(this.#times, length);
    this.#watermarks = grownFloat64(this.#watermarks, length);
  }
}

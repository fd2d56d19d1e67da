import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import { BIGINT_MAX } from '../data/types.ts';
import type { RowFailures } from '../expression/index.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherNumbers, scatterNumbers } from '../state/gather.ts';
import type { SavedNumbers } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';
import type { ValueCounts } from './counts.ts';

/**
 * Sums of whole numbers, exact also far beyond ±(2^53 − 1): a sum may pass that on its way, only a result may not.
 *
 * A sum is a double and, beside it, the sum of what its additions were rounded by (Knuth's TwoSum). Of whole numbers these
 * are whole too, so both parts are exact, and so is a merge of two sums.
 */
export class BigintSums implements Accumulator<NumberColumn> {
  // Sum and rounded parts alternate, so that both are in one cache line.
  #sums = new Float64Array(0);

  grow(capacity: number): void {
    this.#sums = grownFloat64(this.#sums, capacity * 2);
  }

  /** The sum in `slot`: exact where it is within ±(2^53 − 1), and beyond that where it is beyond. */
  at(slot: number): number {
    return this.#sums[2 * slot]! + this.#sums[2 * slot + 1]!;
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const sums = this.#sums;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      const value = values[i]!;
      const sum = sums[2 * slot]!;
      const total = sum + value;
      const added = total - sum;
      sums[2 * slot] = total;
      sums[2 * slot + 1]! += sum - (total - added) + (value - added);
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const sums = this.#sums;
    for (let i = 0; i < count; i++) {
      const at = 2 * into[i]!;
      const other = 2 * from[i]!;
      const value = sums[other]!;
      const sum = sums[at]!;
      const total = sum + value;
      const added = total - sum;
      sums[at] = total;
      sums[at + 1]! += sum - (total - added) + (value - added) + sums[other + 1]!;
    }
  }

  save(slots: Int32Array, count: number): SavedNumbers {
    return { numbers: gatherNumbers(this.#sums, slots, count, 2) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#sums, slots, numbers, 2);
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      this.#sums[2 * slots[i]!] = 0;
      this.#sums[2 * slots[i]! + 1] = 0;
    }
  }
}

/** `sum(x)` of bigints: null where there was none; a failure where it is beyond ±(2^53 − 1) (contract, section 2). */
export class BigintSumResult implements AggregateResult {
  readonly #sums: BigintSums;
  readonly #values: ValueCounts;

  constructor(sums: BigintSums, values: ValueCounts) {
    this.#sums = sums;
    this.#values = values;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder, failures: RowFailures): void {
    for (let i = 0; i < count; i++) {
      const sum = this.#sums.at(slots[i]!);
      if (BIGINT_MAX < Math.abs(sum)) failures.fail(results.length, BEYOND);
      if (this.#values.counts[slots[i]!] === 0 || BIGINT_MAX < Math.abs(sum)) results.appendNull();
      // Adding 0 makes −0, the sum of nothing but −0, the only zero that a bigint has.
      else results.appendNumber(sum + 0);
    }
  }
}

const BEYOND =
  'the sum is beyond ±9007199254740991, the largest whole number that is exact; write sum(CAST(… AS DOUBLE))';

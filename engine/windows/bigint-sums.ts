import type { ColumnBuilder } from '../data/batch-builder.ts';
import { BIGINT_MAX } from '../data/types.ts';
import type { RowFailures } from '../expression/index.ts';
import type { AggregateResult } from './accumulator.ts';
import type { Summaries } from './summaries.ts';

/** `sum(x)` of bigints: null where there was none; a failure where it is beyond ±(2^53 − 1) (contract, section 2). */
export class BigintSumResult implements AggregateResult {
  readonly #summaries: Summaries;

  constructor(summaries: Summaries) {
    this.#summaries = summaries;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder, failures: RowFailures): void {
    for (let i = 0; i < count; i++) {
      const sum = this.#summaries.sum(slots[i]!);
      if (BIGINT_MAX < Math.abs(sum)) failures.fail(results.length, BEYOND);
      if (this.#summaries.values(slots[i]!) === 0 || BIGINT_MAX < Math.abs(sum)) results.appendNull();
      // Adding 0 makes −0, the sum of nothing but −0, the only zero that a bigint has.
      else results.appendNumber(sum + 0);
    }
  }
}

const BEYOND =
  'the sum is beyond ±9007199254740991, the largest whole number that is exact; write sum(CAST(… AS DOUBLE))';

import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { AggregateResult } from './accumulator.ts';
import type { Summaries } from './summaries.ts';

/** `sum(x)` of doubles: null where there was none, or where the sum is infinite. */
export class DoubleSumResult implements AggregateResult {
  readonly #summaries: Summaries;

  constructor(summaries: Summaries) {
    this.#summaries = summaries;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const sum = this.#summaries.sum(slots[i]!);
      if (this.#summaries.values(slots[i]!) === 0 || !Number.isFinite(sum)) results.appendNull();
      else results.appendNumber(sum);
    }
  }
}

/** `avg(x)`: null where there was no value, or where their sum is infinite. */
export class AverageResult implements AggregateResult {
  readonly #summaries: Summaries;

  constructor(summaries: Summaries) {
    this.#summaries = summaries;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      // 0 / 0 and infinite sums both fail the test for finite numbers.
      const average = this.#summaries.sum(slots[i]!) / this.#summaries.values(slots[i]!);
      if (Number.isFinite(average)) results.appendNumber(average);
      else results.appendNull();
    }
  }
}

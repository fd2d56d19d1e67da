import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { AggregateResult } from './accumulator.ts';
import type { Summaries } from './summaries.ts';

/** `count(*)`. */
export class RowCountResult implements AggregateResult {
  readonly #summaries: Summaries;

  constructor(summaries: Summaries) {
    this.#summaries = summaries;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) results.appendNumber(this.#summaries.rows(slots[i]!));
  }
}

/** `count(x)`. */
export class ValueCountResult implements AggregateResult {
  readonly #summaries: Summaries;

  constructor(summaries: Summaries) {
    this.#summaries = summaries;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) results.appendNumber(this.#summaries.values(slots[i]!));
  }
}

/** `min(x)`: null where there was no value. */
export class LeastResult implements AggregateResult {
  readonly #summaries: Summaries;

  constructor(summaries: Summaries) {
    this.#summaries = summaries;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const least = this.#summaries.least(slots[i]!);
      if (Number.isFinite(least)) results.appendNumber(least);
      else results.appendNull();
    }
  }
}

/** `max(x)`: null where there was no value. */
export class GreatestResult implements AggregateResult {
  readonly #summaries: Summaries;

  constructor(summaries: Summaries) {
    this.#summaries = summaries;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const greatest = this.#summaries.greatest(slots[i]!);
      if (Number.isFinite(greatest)) results.appendNumber(greatest);
      else results.appendNull();
    }
  }
}

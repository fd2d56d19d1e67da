import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import { BIGINT_MAX } from '../data/types.ts';
import { grownFloat64 } from '../state/arrays.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';
import type { ValueCounts } from './counts.ts';

/**
 * Sums of whole numbers, exact: a row that would take a sum beyond ±(2^53 − 1) must not be added (contract, section 2).
 * Before `update`, ask `fitsAll`; where it says no, ask `fits` row by row.
 */
export class BigintSums implements Accumulator<NumberColumn> {
  #sums = new Float64Array(0);
  // No sum is further from 0 than this.
  #bound = 0;
  #rowsSinceScan = 0;

  grow(capacity: number): void {
    this.#sums = grownFloat64(this.#sums, capacity);
  }

  at(slot: number): number {
    return this.#sums[slot]!;
  }

  /** Whether rows `from` to `to` can all be added, whatever their slots. Says no where it is not sure. */
  fitsAll({ values, nulls }: NumberColumn, from: number, to: number): boolean {
    let total = 0;
    for (let i = from; i < to; i++) if (nulls === null || nulls[i] === 0) total += Math.abs(values[i]!);
    this.#rowsSinceScan += to - from;
    if (BIGINT_MAX < this.#bound + total) this.#tightenBound();
    this.#bound += total;
    return this.#bound <= BIGINT_MAX;
  }

  /** Whether the value in `row` can be added to the sum in `slot`. */
  fits({ values, nulls }: NumberColumn, row: number, slot: number): boolean {
    return (nulls !== null && nulls[row] === 1) || Math.abs(this.#sums[slot]! + values[row]!) <= BIGINT_MAX;
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const sums = this.#sums;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (0 <= slot && (nulls === null || nulls[i] === 0)) sums[slot]! += values[i]!;
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#sums[slots[i]!] = 0;
  }

  // Looking at all slots costs one addition a row at most: it waits until as many rows have come.
  #tightenBound(): void {
    if (this.#rowsSinceScan < this.#sums.length) return;
    this.#rowsSinceScan = 0;
    this.#bound = 0;
    for (let slot = 0; slot < this.#sums.length; slot++) {
      this.#bound = Math.max(this.#bound, Math.abs(this.#sums[slot]!));
    }
  }
}

/** `sum(x)` of bigints: null where there was none. */
export class BigintSumResult implements AggregateResult {
  readonly #sums: BigintSums;
  readonly #values: ValueCounts;

  constructor(sums: BigintSums, values: ValueCounts) {
    this.#sums = sums;
    this.#values = values;
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      if (this.#values.counts[slots[i]!] === 0) results.appendNull();
      // Adding 0 makes −0, the sum of nothing but −0, the only zero that a bigint has.
      else results.appendNumber(this.#sums.at(slots[i]!) + 0);
    }
  }
}

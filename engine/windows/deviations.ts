import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { NumberColumn } from '../data/column.ts';
import { grownFloat64 } from '../state/arrays.ts';
import { gatherLater, scatterNumbers } from '../state/gather.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

// Count, mean and sum of squared distances from the mean of a slot stand side by side.
const WIDTH = 3;

/**
 * Counts, means and squared distances from the mean, by Welford's method: also where all values are large and close
 * together, as memory sizes and timestamps are, nothing cancels (Knuth, The Art of Computer Programming 2, 4.2.2).
 *
 * Two of them merge by the formula of Chan, Golub and LeVeque: with d the difference of the means, the squared distances add up
 * to a.m2 + b.m2 + d²·a.n·b.n / (a.n + b.n).
 */
export class Deviations implements Accumulator<NumberColumn> {
  #state = new Float64Array(0);

  grow(capacity: number): void {
    this.#state = grownFloat64(this.#state, capacity * WIDTH);
  }

  /** The variance of the values in `slot`, its divisor being their count less `missing`; NaN where that is not positive. */
  variance(slot: number, missing: 0 | 1): number {
    const divisor = this.#state[WIDTH * slot]! - missing;
    return divisor <= 0 ? NaN : this.#state[WIDTH * slot + 2]! / divisor;
  }

  update({ values, nulls }: NumberColumn, slots: Int32Array, from: number, to: number): void {
    const state = this.#state;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      const at = WIDTH * slot;
      const value = values[i]!;
      const distance = value - state[at + 1]!;
      const mean = state[at + 1]! + distance / ++state[at]!;
      state[at + 1] = mean;
      state[at + 2]! += distance * (value - mean);
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    const state = this.#state;
    for (let i = 0; i < count; i++) {
      const at = WIDTH * into[i]!;
      const other = WIDTH * from[i]!;
      const added = state[other]!;
      if (added === 0) continue;
      const before = state[at]!;
      const all = before + added;
      const distance = state[other + 1]! - state[at + 1]!;
      state[at] = all;
      state[at + 1]! += distance * (added / all);
      state[at + 2]! += state[other + 2]! + distance * distance * before * (added / all);
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    return { numbers: gatherLater(this.#state, slots, count, WIDTH) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    scatterNumbers(this.#state, slots, numbers, WIDTH);
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#state.fill(0, WIDTH * slots[i]!, WIDTH * (slots[i]! + 1));
  }
}

/** `var_pop`, `var_samp`, `stddev_pop` or `stddev_samp`: null where there are too few values, or where it is infinite. */
export class DeviationResult implements AggregateResult {
  readonly #deviations: Deviations;
  readonly #missing: 0 | 1;
  readonly #isRoot: boolean;

  constructor(deviations: Deviations, name: 'var_pop' | 'var_samp' | 'stddev_pop' | 'stddev_samp') {
    this.#deviations = deviations;
    this.#missing = name.endsWith('samp') ? 1 : 0;
    this.#isRoot = name.startsWith('stddev');
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) {
      const variance = this.#deviations.variance(slots[i]!, this.#missing);
      if (!Number.isFinite(variance)) results.appendNull();
      else results.appendNumber(this.#isRoot ? Math.sqrt(variance) : variance);
    }
  }
}

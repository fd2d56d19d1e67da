import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { Column, NumberColumn } from '../data/column.ts';
import type { LagCall } from '../document/plan.ts';
import type { Kernel, RowFailures } from '../expression/index.ts';
import type { Found } from '../state/lasts-and-averages.ts';
import { LastsAndAverages } from '../state/lasts-and-averages.ts';
import type { SavedMovingAverages } from '../state/moving-averages.ts';
import { nullsOf, numbersOf } from '../state/nullable-numbers.ts';
import type { Run, SavedPastValues } from '../state/past-values.ts';
import type { Snapshot } from '../state/snapshot.ts';
import type { LagState } from './lag-state.ts';

/** How far back such calls may look. */
export const NEAR_ROWS = 2;

/**
 * `ewma(x, alpha)`, and `lag(x)` and `lag(x, 2)` of the same x beside it: what all of them want is found in one look at a key.
 * Only where no row can fail, so that none is ever taken back.
 */
export class AverageAndLags implements LagState {
  /** That of the average. */
  readonly call: LagCall;
  readonly #kernel: Kernel;
  readonly #arrays: ArraySource;
  readonly #kept: LastsAndAverages;
  #values: Float64Array = new Float64Array(0);
  #found: Found = { last: new Float64Array(0), older: new Float64Array(0), average: new Float64Array(0) };
  #mayLack = false;

  constructor(call: LagCall & { readonly function: 'ewma' }, kernel: Kernel, arrays: ArraySource) {
    this.call = call;
    this.#kernel = kernel;
    this.#arrays = arrays;
    this.#kept = new LastsAndAverages(call.alpha);
  }

  /** The state of a call of `lag`; `isFurthest`: whether what all of them look back on is saved with it. */
  stateOf({ rows, argument }: LagCall & { readonly function: 'lag' }, isFurthest: boolean): LagState {
    const back = rows as 1 | 2;
    const type = argument.type as NumberColumn['type'];
    const nothing = (): void => undefined;
    return {
      begin: nothing,
      take: nothing,
      undo: nothing,
      read: (run) => this.#column(type, back === 1 ? this.#found.last : this.#found.older, run),
      end: nothing,
      save: (bound) => (isFurthest ? this.#kept.savePast(bound, back) : {}),
      load: (saved, keyOf, bound) => {
        this.#kept.fit(bound);
        if (isFurthest) this.#kept.loadPast(saved as SavedPastValues, back, keyOf);
      },
    };
  }

  begin(batch: Batch, failures: RowFailures): void {
    const { length } = batch;
    this.#values = numbersOf(this.#kernel.evaluate(batch, failures), length);
    const [last, older, average] = [0, 1, 2].map(() => this.#arrays.numbers(length));
    this.#found = { last: last!, older: older!, average: average! };
    this.#mayLack = false;
  }

  take(keys: Int32Array, run: Run, bound: number): void {
    this.#kept.fit(bound);
    const mayLack = this.#kept.take(this.#values, keys, run, this.#found);
    this.#mayLack ||= mayLack;
  }

  undo(): void {
    throw new Error('a row is taken back of which it was known that it cannot fail');
  }

  read(run: Run): Column {
    return this.#column('double', this.#found.average, run);
  }

  end(): void {
    // Nothing waits.
  }

  save(bound: number): Snapshot {
    return this.#kept.saveAverages(bound);
  }

  load(saved: Snapshot, keyOf: Int32Array, bound: number): void {
    this.#kept.fit(bound);
    this.#kept.loadAverages(saved as SavedMovingAverages, keyOf);
  }

  #column(type: NumberColumn['type'], found: Float64Array, [from, to]: Run): Column {
    const values = found.subarray(from, to);
    return { type, values, nulls: this.#mayLack ? nullsOf(values) : null };
  }
}

import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { Batch } from '../data/batch.ts';
import type { Column, NumberColumn } from '../data/column.ts';
import type { AggregateCall } from '../document/plan.ts';
import type { Kernel, RowFailures } from '../expression/index.ts';
import { compileExpression } from '../expression/index.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';
import { BigintSums } from './bigint-sums.ts';
import { createResult } from './create-result.ts';

/** The slot of a row that is not taken in because something about it cannot be computed. */
export const REJECTED = -1;

/** One accumulator and which of the arguments it takes in; -1: none. */
interface Part {
  readonly accumulator: Accumulator;
  readonly argument: number;
}

interface SumPart {
  readonly sums: BigintSums;
  readonly argument: number;
}

/**
 * All aggregate calls of a node. Calls share what they have in common: `avg(x)` and `sum(x)` one sum, and all of `x` one
 * evaluation of it.
 *
 * Order of calls: `evaluate` a batch, then `update` with runs of its rows. Slots must be below the capacity that `grow` was given.
 */
export class Aggregation {
  readonly #kernels: Kernel[] = [];
  readonly #parts: Part[] = [];
  readonly #sums: SumPart[] = [];
  readonly #results: readonly AggregateResult[];
  readonly #argumentPlaces = new Map<string, number>();
  readonly #accumulators = new Map<string, Accumulator>();
  #columns: readonly Column[] = [];

  constructor(calls: readonly AggregateCall[]) {
    this.#results = calls.map((call) => {
      const argument = this.#argumentPlace(call);
      return createResult(call, (name, create) => this.#shared(name, argument, create));
    });
  }

  grow(capacity: number): void {
    for (const { accumulator } of this.#parts) accumulator.grow(capacity);
  }

  /** Computes the arguments of all calls for all rows of `batch`; rows where that fails are in `failures`. */
  evaluate(batch: Batch, failures: RowFailures): void {
    this.#columns = this.#kernels.map((kernel) => withNumbers(kernel.evaluate(batch, failures), batch.length));
  }

  /**
   * Takes in rows `from` to `to`: row i into slot `slots[i]`; one with a negative slot is passed over. A row that would take
   * a sum of bigints beyond ±(2^53 − 1) changes nothing: it goes to `failures`, and its slot becomes `REJECTED`.
   */
  update(slots: Int32Array, from: number, to: number, failures: RowFailures): void {
    let fits = true;
    for (const { sums, argument } of this.#sums) {
      if (!sums.fitsAll(this.#columns[argument] as NumberColumn, from, to)) fits = false;
    }
    if (fits) this.#updateAll(slots, from, to);
    else this.#updateOneByOne(slots, from, to, failures);
  }

  clear(slots: Int32Array, count: number): void {
    for (const { accumulator } of this.#parts) accumulator.clear(slots, count);
  }

  /** Appends the result of each call in each of the first `count` of `slots` to `results[call]`. */
  write(slots: Int32Array, count: number, results: readonly ColumnBuilder[]): void {
    for (let call = 0; call < results.length; call++) this.#results[call]!.write(slots, count, results[call]!);
  }

  #updateAll(slots: Int32Array, from: number, to: number): void {
    for (const { accumulator, argument } of this.#parts) {
      accumulator.update(argument < 0 ? null : this.#columns[argument]!, slots, from, to);
    }
  }

  #updateOneByOne(slots: Int32Array, from: number, to: number, failures: RowFailures): void {
    for (let row = from; row < to; row++) {
      const slot = slots[row]!;
      if (slot < 0) continue;
      if (this.#sums.every(({ sums, argument }) => sums.fits(this.#columns[argument] as NumberColumn, row, slot))) {
        this.#updateAll(slots, row, row + 1);
        continue;
      }
      slots[row] = REJECTED;
      failures.fail(row, 'the sum would be beyond ±9007199254740991, the largest whole number that is exact');
    }
  }

  #argumentPlace({ argument }: AggregateCall): number {
    if (argument === null) return -1;
    const name = JSON.stringify(argument);
    const known = this.#argumentPlaces.get(name);
    if (known !== undefined) return known;
    this.#argumentPlaces.set(name, this.#kernels.length);
    return this.#kernels.push(compileExpression(argument)) - 1;
  }

  #shared<A>(name: string, argument: number, create: () => A): A {
    const key = `${name} ${argument}`;
    const known = this.#accumulators.get(key);
    if (known !== undefined) return known as A;
    const accumulator = create() as A & Accumulator;
    this.#accumulators.set(key, accumulator);
    this.#parts.push({ accumulator, argument });
    if (accumulator instanceof BigintSums) this.#sums.push({ sums: accumulator, argument });
    return accumulator;
  }
}

/** Booleans as the numbers 0 and 1, so that they need no accumulators of their own; other columns as they are. */
function withNumbers(column: Column, length: number): Column {
  if (column.type !== 'boolean') return column;
  return { type: 'bigint', values: Float64Array.from(column.values.subarray(0, length)), nulls: column.nulls };
}

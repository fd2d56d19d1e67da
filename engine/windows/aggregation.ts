import type { ColumnBuilder } from '../data/batch-builder.ts';
import { BatchArrays } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { AggregateCall } from '../document/plan.ts';
import type { Kernel, RowFailures } from '../expression/index.ts';
import { compileExpression } from '../expression/index.ts';
import type { Accumulator, AggregateResult, RowsInHand } from './accumulator.ts';
import type { Snapshot, Taken } from '../state/snapshot.ts';
import { createResult, needsSummaries, wantsExtremes } from './create-result.ts';
import { Summaries } from './summaries.ts';

/** One accumulator and which of the arguments it takes in; -1: none. */
interface Part {
  readonly accumulator: Accumulator;
  readonly argument: number;
}

/** What the accumulators have seen, each under its name, and how many rows there were in all. */
export interface SavedAggregation extends Snapshot {
  readonly rows: Float64Array;
  readonly accumulators: Readonly<Record<string, Snapshot>>;
}

/**
 * All aggregate calls of a node. Calls share what they have in common: those of `x` one evaluation of it and, where it is summed up,
 * one accumulator of its counts, sum and extremes.
 *
 * Order of calls: `evaluate` a batch, then `update` with runs of its rows. Slots must be below the capacity that `grow` was given.
 */
export class Aggregation {
  readonly #arrays = new BatchArrays();
  readonly #kernels: Kernel[] = [];
  readonly #parts: Part[] = [];
  readonly #results: readonly AggregateResult[];
  readonly #argumentPlaces = new Map<string, number>();
  readonly #accumulators = new Map<string, Accumulator>();
  readonly #rows: RowsInHand = { firstNumber: 0, times: null };
  #length = 0;
  #columns: readonly Column[] = [];

  constructor(calls: readonly AggregateCall[]) {
    const places = calls.map((call) => this.#argumentPlace(call));
    const summaries = this.#createSummaries(calls, places);
    // Rows are counted along with whatever is summed up.
    const [any = null] = summaries.values();
    this.#results = calls.map((call, c) =>
      createResult(call, this.#rows, {
        share: (name, create) => this.#shared(name, places[c]!, create),
        summaries: places[c]! < 0 ? any : (summaries.get(places[c]!) ?? null),
      }),
    );
  }

  /** The number of the first row of the batch in hand, counted over all batches. */
  get firstNumber(): number {
    return this.#rows.firstNumber;
  }

  grow(capacity: number): void {
    for (const { accumulator } of this.#parts) accumulator.grow(capacity);
  }

  /**
   * Computes the arguments of all calls for all rows of `batch`; rows where that fails are in `failures`. `times`: when the rows
   * happened, which `rate` asks.
   */
  evaluate(batch: Batch, failures: RowFailures, times = batch.eventTimes): void {
    this.#rows.firstNumber += this.#length;
    this.#rows.times = times;
    this.#length = batch.length;
    this.#arrays.begin();
    this.#columns = this.#kernels.map((kernel) => withNumbers(kernel.evaluate(batch, failures), batch.length));
  }

  /** Takes in rows `from` to `to`: row i into slot `slots[i]`; one with a negative slot is passed over. */
  update(slots: Int32Array, from: number, to: number): void {
    for (const { accumulator, argument } of this.#parts) {
      accumulator.update(argument < 0 ? null : this.#columns[argument]!, slots, from, to);
    }
  }

  /** Adds to slot `into[i]` what slot `from[i]` has seen, for each of the first `count`. Slot `from[i]` stays as it is. */
  merge(into: Int32Array, from: Int32Array, count: number): void {
    for (const { accumulator } of this.#parts) accumulator.merge(into, from, count);
  }

  clear(slots: Int32Array, count: number): void {
    for (const { accumulator } of this.#parts) accumulator.clear(slots, count);
  }

  /** What the first `count` of `slots` have seen. */
  save(slots: Int32Array, count: number): Taken<SavedAggregation> {
    const saved = [...this.#accumulators].map(([name, each]) => [name, each.save(slots, count)] as const);
    return { rows: Float64Array.of(this.#rows.firstNumber + this.#length), accumulators: Object.fromEntries(saved) };
  }

  /** Puts what `save` gave back, entry i in slot `slots[i]`; one with a negative slot is passed over. */
  load({ rows, accumulators }: SavedAggregation, slots: Int32Array): void {
    // Rows to come have larger numbers than all those that were.
    this.#rows.firstNumber = Math.max(this.#rows.firstNumber, rows[0]!);
    for (const [name, each] of this.#accumulators) each.load(accumulators[name]!, slots);
  }

  /**
   * Appends the result of each call in each of the first `count` of `slots` to `results[call]`. One that cannot be told is in
   * `failures`, by its place there.
   */
  write(slots: Int32Array, count: number, results: readonly ColumnBuilder[], failures: RowFailures): void {
    for (let call = 0; call < results.length; call++) {
      this.#results[call]!.write(slots, count, results[call]!, failures);
    }
  }

  /** By argument: the summaries of each that is summed up. */
  #createSummaries(calls: readonly AggregateCall[], places: readonly number[]): ReadonlyMap<number, Summaries> {
    const summed = new Set(places.filter((_, c) => needsSummaries(calls[c]!)));
    const wide = new Set(places.filter((_, c) => wantsExtremes(calls[c]!)));
    return new Map(
      [...summed].map((argument) => {
        const create = (): Summaries => new Summaries({ hasExtremes: wide.has(argument) });
        return [argument, this.#shared('summaries', argument, create)] as const;
      }),
    );
  }

  #argumentPlace({ argument }: AggregateCall): number {
    if (argument === null) return -1;
    const name = JSON.stringify(argument);
    const known = this.#argumentPlaces.get(name);
    if (known !== undefined) return known;
    this.#argumentPlaces.set(name, this.#kernels.length);
    return this.#kernels.push(compileExpression(argument, this.#arrays)) - 1;
  }

  #shared<A>(name: string, argument: number, create: () => A): A {
    const key = `${name} ${argument}`;
    const known = this.#accumulators.get(key);
    if (known !== undefined) return known as A;
    const accumulator = create() as A & Accumulator;
    this.#accumulators.set(key, accumulator);
    this.#parts.push({ accumulator, argument });
    return accumulator;
  }
}

/** Booleans as the numbers 0 and 1, so that they need no accumulators of their own; other columns as they are. */
function withNumbers(column: Column, length: number): Column {
  if (column.type !== 'boolean') return column;
  return { type: 'bigint', values: Float64Array.from(column.values.subarray(0, length)), nulls: column.nulls };
}

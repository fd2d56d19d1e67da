import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { Column, StringColumn } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import type { LagCall } from '../document/plan.ts';
import type { Kernel, RowFailures } from '../expression/index.ts';
import { nullsOf, numbersOf } from '../state/nullable-numbers.ts';
import type { Nearer, Run } from '../state/past-values.ts';
import { PastValues } from '../state/past-values.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { TextNumbers } from '../state/text-numbers.ts';
import type { LagState } from './lag-state.ts';

/** `lag(x, n)`, and for others `lag(x, m)` with a smaller m: what they want stands among what it keeps. */
export class Lag implements LagState {
  readonly #call: LagCall;
  readonly #rows: number;
  readonly #type: ColumnType;
  readonly #kernel: Kernel;
  readonly #arrays: ArraySource;
  readonly #past: PastValues;
  readonly #texts = new TextNumbers();
  #values: Float64Array = new Float64Array(0);
  #before: Float64Array = new Float64Array(0);
  #mayLack = false;
  /** The numbers of rows of those others, each once, and what stood there. */
  readonly #nearerRows: number[] = [];
  #nearer: readonly Nearer[] = [];

  constructor(call: LagCall & { readonly function: 'lag' }, kernel: Kernel, arrays: ArraySource) {
    this.#call = call;
    this.#rows = call.rows;
    this.#type = call.argument.type;
    this.#kernel = kernel;
    this.#arrays = arrays;
    this.#past = new PastValues(call.rows);
  }

  /** The state of a call over the same argument that looks back no further. */
  stateOf(call: LagCall & { readonly function: 'lag' }): LagState {
    if (call === this.#call) return this;
    const { rows } = call;
    if (rows < this.#rows && !this.#nearerRows.includes(rows)) this.#nearerRows.push(rows);
    const nothing = (): void => undefined;
    return {
      begin: nothing,
      take: nothing,
      undo: nothing,
      read: (run) => this.#column(this.#nearer.find((each) => each.rows === rows)?.before ?? this.#before, run),
      end: nothing,
      save: () => ({}),
      load: nothing,
    };
  }

  begin(batch: Batch, failures: RowFailures): void {
    const column = this.#kernel.evaluate(batch, failures);
    const { length } = batch;
    this.#values = column.type === 'string' ? this.#texts.toNumbers(column, length) : numbersOf(column, length);
    this.#before = this.#arrays.numbers(length);
    this.#mayLack = false;
    this.#nearer = this.#nearerRows.map((rows) => ({ rows, before: this.#arrays.numbers(length) }));
  }

  take(keys: Int32Array, run: Run, bound: number): void {
    this.#past.fit(bound);
    const mayLack = this.#past.take(this.#values, keys, run, { before: this.#before, nearer: this.#nearer });
    this.#mayLack ||= mayLack;
  }

  undo(keys: Int32Array, run: Run): void {
    this.#past.undo(keys, run, this.#before);
  }

  read(run: Run): Column {
    return this.#column(this.#before, run);
  }

  end(): void {
    if (this.#type === 'string') this.#texts.sweep(this.#past.values);
  }

  save(bound: number): Snapshot {
    const past = this.#past.save(bound);
    if (this.#type !== 'string') return past;
    // The numbers of the texts mean nothing in another run.
    return { ...past, values: this.#texts.toColumnLater(past.values) };
  }

  load(saved: Snapshot, keyOf: Int32Array, bound: number): void {
    this.#past.fit(bound);
    const { values, next } = saved as { values: Float64Array | StringColumn; next: Int32Array };
    const numbers = values instanceof Float64Array ? values : this.#texts.toNumbers(values, values.values.length);
    this.#past.load({ values: numbers, next }, keyOf);
  }

  #column(before: Float64Array, [from, to]: Run): Column {
    const values = before.subarray(from, to);
    const nulls = this.#mayLack ? nullsOf(values) : null;
    if (this.#type === 'string') return this.#texts.toColumn(values, nulls);
    if (this.#type === 'boolean') return { type: 'boolean', values: new Uint8Array(values), nulls };
    return { type: this.#type, values, nulls };
  }
}

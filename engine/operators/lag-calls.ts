import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { Column, NumberColumn, StringColumn } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import { BIGINT_MAX } from '../data/types.ts';
import type { LagCall } from '../document/plan.ts';
import type { Kernel, RowFailures } from '../expression/index.ts';
import { compileExpression } from '../expression/index.ts';
import { MovingAverages } from '../state/moving-averages.ts';
import { nullsOf, numbersOf } from '../state/nullable-numbers.ts';
import type { SavedMovingAverages } from '../state/moving-averages.ts';
import type { Run, SavedPastValues } from '../state/past-values.ts';
import { PastValues } from '../state/past-values.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { TextNumbers } from '../state/text-numbers.ts';

/** One call over the rows before. Order of calls: `begin` with a batch, then `take`, `undo` and `read` of runs of its rows, then `end`. */
export interface LagState {
  /** Takes `batch` in hand; rows whose argument cannot be computed are in `failures`. */
  begin(batch: Batch, failures: RowFailures): void;
  /** Lets the rows of `run`, one by one, become the row before of those behind them. Keys are below `bound`; a row of key -1 does not count. */
  take(keys: Int32Array, run: Run, bound: number): void;
  /** Takes back the rows of `run`, which are the last that were taken. */
  undo(keys: Int32Array, run: Run): void;
  /** The values of `run`, whose rows were taken; rows of it that fail are in `failures`, counted from its start. */
  read(run: Run, failures: RowFailures): Column;
  end(): void;
  /** What it keeps of the keys below `bound`, which are all that it has seen: in the order of their numbers. */
  save(bound: number): Snapshot;
  /** Takes over what is `saved` for the keys `keyOf[place]`, which are below `bound`, but not where that is −1. */
  load(saved: Snapshot, keyOf: Int32Array, bound: number): void;
}

/** The state of `call`, which gives its values in `arrays`. */
export function createLagState(call: LagCall, arrays: ArraySource): LagState {
  switch (call.function) {
    case 'lag':
      return new Lag(call, compileExpression(call.argument, arrays), arrays);
    case 'ewma':
      return new Average(call, compileExpression(call.argument, arrays), arrays);
    default:
      return new Difference(call, compileExpression(call.argument, arrays), arrays);
  }
}

/** `lag(x, n)`. */
class Lag implements LagState {
  readonly #type: ColumnType;
  readonly #kernel: Kernel;
  readonly #arrays: ArraySource;
  readonly #past: PastValues;
  readonly #texts = new TextNumbers();
  #values: Float64Array = new Float64Array(0);
  #before: Float64Array = new Float64Array(0);

  constructor({ argument, rows }: LagCall & { readonly function: 'lag' }, kernel: Kernel, arrays: ArraySource) {
    this.#type = argument.type;
    this.#kernel = kernel;
    this.#arrays = arrays;
    this.#past = new PastValues(rows);
  }

  begin(batch: Batch, failures: RowFailures): void {
    const column = this.#kernel.evaluate(batch, failures);
    const { length } = batch;
    this.#values = column.type === 'string' ? this.#texts.toNumbers(column, length) : numbersOf(column, length);
    this.#before = this.#arrays.numbers(length);
  }

  take(keys: Int32Array, run: Run, bound: number): void {
    this.#past.fit(bound);
    this.#past.take(this.#values, keys, run, this.#before);
  }

  undo(keys: Int32Array, run: Run): void {
    this.#past.undo(keys, run, this.#before);
  }

  read([from, to]: Run): Column {
    const values = this.#before.subarray(from, to);
    const nulls = nullsOf(values);
    if (this.#type === 'string') return this.#texts.toColumn(values, nulls);
    if (this.#type === 'boolean') return { type: 'boolean', values: new Uint8Array(values), nulls };
    return { type: this.#type, values, nulls };
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
}

/** `ewma(x, alpha)`. */
class Average implements LagState {
  readonly #kernel: Kernel;
  readonly #arrays: ArraySource;
  readonly #averages: MovingAverages;
  #values: Float64Array = new Float64Array(0);
  #before: Float64Array = new Float64Array(0);
  #after: Float64Array = new Float64Array(0);

  constructor({ alpha }: LagCall & { readonly function: 'ewma' }, kernel: Kernel, arrays: ArraySource) {
    this.#kernel = kernel;
    this.#arrays = arrays;
    this.#averages = new MovingAverages(alpha);
  }

  begin(batch: Batch, failures: RowFailures): void {
    this.#values = numbersOf(this.#kernel.evaluate(batch, failures), batch.length);
    this.#before = this.#arrays.numbers(batch.length);
    this.#after = this.#arrays.numbers(batch.length);
  }

  take(keys: Int32Array, run: Run, bound: number): void {
    this.#averages.fit(bound);
    this.#averages.take(this.#values, keys, run, { before: this.#before, after: this.#after });
  }

  undo(keys: Int32Array, run: Run): void {
    this.#averages.undo(keys, run, this.#before);
  }

  read([from, to]: Run): Column {
    const values = this.#after.subarray(from, to);
    return { type: 'double', values, nulls: nullsOf(values) };
  }

  end(): void {
    // Nothing waits.
  }

  save(bound: number): Snapshot {
    return this.#averages.save(bound);
  }

  load(saved: Snapshot, keyOf: Int32Array, bound: number): void {
    this.#averages.fit(bound);
    this.#averages.load(saved as SavedMovingAverages, keyOf);
  }
}

/** `delta(x)`, and `rate(x)`: that by the second. */
class Difference implements LagState {
  readonly #type: ColumnType;
  readonly #isRate: boolean;
  readonly #isTime: boolean;
  readonly #kernel: Kernel;
  readonly #arrays: ArraySource;
  readonly #past = new PastValues(1);
  readonly #pastTimes = new PastValues(1);
  #values: Float64Array = new Float64Array(0);
  #times: Float64Array = new Float64Array(0);
  #before: Float64Array = new Float64Array(0);
  #timesBefore = new Float64Array(0);

  constructor({ type, function: name, argument }: LagCall, kernel: Kernel, arrays: ArraySource) {
    this.#arrays = arrays;
    this.#type = type;
    this.#isRate = name === 'rate';
    this.#isTime = argument.type === 'timestamp';
    this.#kernel = kernel;
  }

  begin(batch: Batch, failures: RowFailures): void {
    this.#values = numbersOf(this.#kernel.evaluate(batch, failures), batch.length);
    // A difference of two times counts whole milliseconds.
    if (this.#isTime) this.#values = this.#values.map(Math.floor);
    if (this.#before.length < batch.length) this.#before = new Float64Array(batch.length);
    if (!this.#isRate) return;
    this.#times = batch.eventTimes!;
    if (this.#timesBefore.length < batch.length) this.#timesBefore = new Float64Array(batch.length);
  }

  take(keys: Int32Array, run: Run, bound: number): void {
    this.#past.fit(bound);
    this.#past.take(this.#values, keys, run, this.#before);
    if (!this.#isRate) return;
    this.#pastTimes.fit(bound);
    this.#pastTimes.take(this.#times, keys, run, this.#timesBefore);
  }

  undo(keys: Int32Array, run: Run): void {
    this.#past.undo(keys, run, this.#before);
    if (this.#isRate) this.#pastTimes.undo(keys, run, this.#timesBefore);
  }

  read(run: Run, failures: RowFailures): Column {
    if (this.#isRate) return this.#rates(run);
    const [from, to] = run;
    const values = this.#arrays.numbers(to - from);
    for (let i = 0; i < values.length; i++) values[i] = this.#values[from + i]! - this.#before[from + i]!;
    if (this.#type === 'bigint') this.#failBeyond(values, from, failures);
    return { type: this.#type as NumberColumn['type'], values, nulls: nullsOf(values) };
  }

  end(): void {
    // Nothing waits.
  }

  save(bound: number): Snapshot {
    const values = this.#past.save(bound);
    return this.#isRate ? { values, times: this.#pastTimes.save(bound) } : { values };
  }

  load(saved: Snapshot, keyOf: Int32Array, bound: number): void {
    const { values, times } = saved as { values: SavedPastValues; times?: SavedPastValues };
    this.#past.fit(bound);
    this.#past.load(values, keyOf);
    if (times === undefined) return;
    this.#pastTimes.fit(bound);
    this.#pastTimes.load(times, keyOf);
  }

  // Between two rows of one moment there is no rate; of a row that comes out of order it is still the slope between the two.
  #rates([from, to]: Run): Column {
    const values = new Float64Array(to - from);
    for (let i = 0; i < values.length; i++) {
      const difference = this.#values[from + i]! - this.#before[from + i]!;
      values[i] = difference / ((this.#times[from + i]! - this.#timesBefore[from + i]!) / 1000);
    }
    return { type: 'double', values, nulls: nullsOf(values) };
  }

  #failBeyond(values: Float64Array, from: number, failures: RowFailures): void {
    for (let i = 0; i < values.length; i++) {
      // Not so of NaN.
      if (!(BIGINT_MAX < Math.abs(values[i]!))) continue;
      const text = `${this.#values[from + i]!} - ${this.#before[from + i]!}`;
      failures.fail(i, `delta: ${text} is beyond ±(2^53 − 1)`);
      values[i] = NaN;
    }
  }
}

import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { Column, NumberColumn } from '../data/column.ts';
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
import { AverageAndLags, NEAR_ROWS } from './lag-average.ts';
import type { LagState } from './lag-state.ts';
import { Lag } from './lag-values.ts';

/** What states are made with. */
interface Making {
  /** Where they give their values. */
  readonly arrays: ArraySource;
  /** Whether rows that were taken may have to be taken back. */
  readonly mayFail: boolean;
}

/**
 * The states of `calls`, in their order. Calls of `lag` with one argument share what they keep, and where they look back a little, with an average
 * of it.
 */
export function createLagStates(calls: readonly LagCall[], making: Making): readonly LagState[] {
  const states = new Map<LagCall, LagState>();
  const past = new Map<string, Lag | AverageAndLags>();
  for (const call of [...calls].sort((a, b) => rowsBack(b) - rowsBack(a))) {
    if (call.function !== 'lag') continue;
    const known = past.get(nameOf(call));
    const shared = known ?? createPast(call, averageBeside(call, calls, making), making.arrays);
    past.set(nameOf(call), shared);
    states.set(call, shared.stateOf(call, known === undefined));
    if (shared instanceof AverageAndLags) states.set(shared.call, shared);
  }
  return calls.map((call) => states.get(call) ?? createState(call, making));
}

type CallOf<Name> = LagCall & { readonly function: Name };

/** What keeps the values before of `call`, which looks back furthest, and `average` of the same argument. */
function createPast(call: CallOf<'lag'>, average: CallOf<'ewma'> | null, arrays: ArraySource): Lag | AverageAndLags {
  const kernel = compileExpression(call.argument, arrays);
  return average === null ? new Lag(call, kernel, arrays) : new AverageAndLags(average, kernel, arrays);
}

/** The first average of the argument of `call` that is kept beside its values before. */
function averageBeside(call: CallOf<'lag'>, calls: readonly LagCall[], { mayFail }: Making): CallOf<'ewma'> | null {
  if (mayFail || NEAR_ROWS < call.rows) return null;
  const isAverage = (each: LagCall): each is CallOf<'ewma'> =>
    each.function === 'ewma' && nameOf(each) === nameOf(call);
  return calls.find(isAverage) ?? null;
}

function createState(call: LagCall, { arrays, mayFail }: Making): LagState {
  const kernel = compileExpression(call.argument, arrays);
  if (call.function === 'ewma') return new Average(call, kernel, { arrays, mayFail });
  return new Difference(call, kernel, arrays);
}

/** Whether a row can fail in `call` itself, apart from its argument: a difference of whole numbers can be too large for one. */
export function callMayFail(call: LagCall): boolean {
  return call.function === 'delta' && call.type === 'bigint';
}

function rowsBack(call: LagCall): number {
  return call.function === 'lag' ? call.rows : 0;
}

/** What is lagged. */
function nameOf({ argument }: LagCall): string {
  return JSON.stringify(argument);
}

/** `ewma(x, alpha)`. */
class Average implements LagState {
  readonly #kernel: Kernel;
  readonly #arrays: ArraySource;
  readonly #averages: MovingAverages;
  readonly #mayFail: boolean;
  #values: Float64Array = new Float64Array(0);
  /** The averages before each row, for when it is taken back; null where that never is. */
  #before: Float64Array | null = null;
  #after: Float64Array = new Float64Array(0);
  #mayLack = false;

  constructor({ alpha }: LagCall & { readonly function: 'ewma' }, kernel: Kernel, { arrays, mayFail }: Making) {
    this.#kernel = kernel;
    this.#arrays = arrays;
    this.#mayFail = mayFail;
    this.#averages = new MovingAverages(alpha);
  }

  begin(batch: Batch, failures: RowFailures): void {
    this.#values = numbersOf(this.#kernel.evaluate(batch, failures), batch.length);
    if (this.#mayFail) this.#before = this.#arrays.numbers(batch.length);
    this.#after = this.#arrays.numbers(batch.length);
    this.#mayLack = false;
  }

  take(keys: Int32Array, run: Run, bound: number): void {
    this.#averages.fit(bound);
    const mayLack = this.#averages.take(this.#values, keys, run, { before: this.#before, after: this.#after });
    this.#mayLack ||= mayLack;
  }

  undo(keys: Int32Array, run: Run): void {
    this.#averages.undo(keys, run, this.#before!);
  }

  read([from, to]: Run): Column {
    const values = this.#after.subarray(from, to);
    return { type: 'double', values, nulls: this.#mayLack ? nullsOf(values) : null };
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
    this.#past.take(this.#values, keys, run, { before: this.#before });
    if (!this.#isRate) return;
    this.#pastTimes.fit(bound);
    this.#pastTimes.take(this.#times, keys, run, { before: this.#timesBefore });
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

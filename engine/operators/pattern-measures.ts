import { ColumnBuilder } from '../data/batch-builder.ts';
import type { Column } from '../data/column.ts';
import type { AggregateCall, MeasureCall } from '../document/plan.ts';
import type { Kernel } from '../expression/index.ts';
import { compileExpression, RowFailures } from '../expression/index.ts';
import { Aggregation } from '../windows/aggregation.ts';
import type { HeldRows } from './pattern-held-rows.ts';
import type { MatchedRows } from './pattern-matched-rows.ts';

/** The values that the results of a pattern read from the rows of each match. */
export class PatternMeasures {
  readonly #held: HeldRows;
  readonly #steps: readonly StepMeasures[];

  /** `steps`: how many there are. */
  constructor(calls: readonly MeasureCall[], steps: number, held: HeldRows) {
    this.#held = held;
    this.#steps = Array.from({ length: steps }, (_, step) => new StepMeasures(calls, step)).filter(
      (measures) => !measures.isEmpty,
    );
  }

  /** A column for each call, with a value for each match; matches where one cannot be told are in `failures`. */
  compute(rows: MatchedRows, failures: RowFailures): Column[] {
    const columns: Column[] = [];
    for (const measures of this.#steps) measures.compute(rows, this.#held, { columns, failures });
    return columns;
  }
}

interface Picked {
  readonly kernel: Kernel;
  readonly place: number;
}

interface Computed {
  /** By call. */
  readonly columns: Column[];
  readonly failures: RowFailures;
}

/** The calls over the rows of one step. */
class StepMeasures {
  readonly #step: number;
  readonly #lastRows: readonly Picked[];
  /** The places of the other calls. */
  readonly #places: readonly number[];
  readonly #aggregation: Aggregation;
  readonly #builders: readonly ColumnBuilder[];
  readonly #rowFailures = new RowFailures();
  #capacity = 0;

  constructor(calls: readonly MeasureCall[], step: number) {
    const own = [...calls.entries()].filter(([, call]) => call.step === step);
    const others = own.filter((entry): entry is [number, AggregateCall & MeasureCall] => isAggregate(entry[1]));
    this.#step = step;
    this.#lastRows = own
      .filter(([, call]) => !isAggregate(call))
      .map(([place, call]) => ({ place, kernel: compileExpression(call.argument!) }));
    this.#places = others.map(([place]) => place);
    this.#aggregation = new Aggregation(others.map(([, call]) => call));
    this.#builders = others.map(([, { type }]) => new ColumnBuilder(type, 0));
  }

  get isEmpty(): boolean {
    return this.#lastRows.length + this.#places.length === 0;
  }

  compute(rows: MatchedRows, held: HeldRows, computed: Computed): void {
    const own = this.#rowsOf(rows);
    if (0 < this.#lastRows.length) this.#pick(lastRows(own, rows.matches), held, computed);
    if (0 < this.#places.length) this.#aggregate(own, rows.matches, held, computed);
  }

  /** The rows that the step has taken. */
  #rowsOf({ slots, steps, matchOf }: MatchedRows): StepRows {
    const own = { slots: new Int32Array(slots.length), matchOf: new Int32Array(slots.length), count: 0 };
    for (let row = 0; row < slots.length; row++) {
      if (steps[row] !== this.#step) continue;
      own.slots[own.count] = slots[row]!;
      own.matchOf[own.count++] = matchOf[row]!;
    }
    return own;
  }

  #pick(slots: Int32Array, held: HeldRows, { columns, failures }: Computed): void {
    // Row i of this batch is of match i, so its failures are those of the match.
    const batch = held.read(slots, slots.length);
    for (const { kernel, place } of this.#lastRows) columns[place] = kernel.evaluate(batch, failures);
  }

  #aggregate(own: StepRows, matches: number, held: HeldRows, { columns, failures }: Computed): void {
    if (this.#capacity < matches) this.#aggregation.grow((this.#capacity = Math.max(64, 2 * matches)));
    const batch = held.read(own.slots, own.count);
    this.#rowFailures.reset();
    this.#aggregation.evaluate(batch, this.#rowFailures);
    for (let row = 0; row < own.count && 0 < this.#rowFailures.count; row++) {
      const reason = this.#rowFailures.get(row);
      if (reason === null) continue;
      failures.fail(own.matchOf[row]!, reason);
      own.matchOf[row] = -1;
    }
    const slots = Int32Array.from({ length: matches }, (_, match) => match);
    this.#aggregation.update(own.matchOf, 0, own.count);
    this.#aggregation.write(slots, matches, this.#builders, failures);
    this.#aggregation.clear(slots, matches);
    this.#builders.forEach((builder, i) => (columns[this.#places[i]!] = builder.take()));
  }
}

interface StepRows {
  readonly slots: Int32Array;
  readonly matchOf: Int32Array;
  count: number;
}

function isAggregate(call: MeasureCall): call is AggregateCall & MeasureCall {
  return call.function !== 'last_row';
}

/** The slot of the last row of each match. */
function lastRows({ slots, matchOf, count }: StepRows, matches: number): Int32Array {
  const found = new Int32Array(matches);
  for (let row = 0; row < count; row++) found[matchOf[row]!] = slots[row]!;
  return found;
}

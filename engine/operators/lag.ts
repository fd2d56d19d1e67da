import { BatchArrays } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import { watermarksOf } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { partOf } from '../data/column.ts';
import type { Schema } from '../data/types.ts';
import type { ComputedColumn, LagCall, LagOptions, OperatorNode } from '../document/plan.ts';
import type { Expression, Kernel } from '../expression/index.ts';
import { columnsRead, compileExpression, RowFailures } from '../expression/index.ts';
import type { KeyGroupRange } from '../state/key-groups.ts';
import type { SavedKeys } from '../state/key-table.ts';
import { KeyTable } from '../state/key-table.ts';
import type { Run } from '../state/past-values.ts';
import type { Snapshot, Stateful, Taken } from '../state/snapshot.ts';
import { callMayFail, createLagStates } from './lag-calls.ts';
import type { LagState } from './lag-state.ts';
import type { OperatorContext, StatefulReceiver, StateSize } from './operator.ts';
import type { Reads } from './reads.ts';
import { readingBesides, readsOf } from './reads.ts';
import { rejectRows, withoutFailures } from './reject-rows.ts';

type LagNode = OperatorNode & { readonly operator: LagOptions };

interface SavedLag extends Snapshot {
  readonly keys: SavedKeys;
  /** By number of the call, in the order in which they are written. */
  readonly calls: Readonly<Record<string, Snapshot>>;
}

/** The key of a row that is rejected. */
const REJECTED = -1;

/**
 * Adds to each row what is known of the rows of its key before, by arrival (contract, section 6): `lag(x, n)`, `delta(x)`, `rate(x)`
 * and `ewma(x, alpha)`. A null counts as the value of its row, but not in an average. Every key is remembered for good.
 *
 * A rejected row leaves no trace: for the rows behind it, it is as if it had never come. Whether a row can be computed may
 * depend on the rows before it, so a batch is computed as a whole, and only where a row turns out to fail, the rows behind it
 * are taken back and computed anew.
 */
export function createLag(
  { operator, schema }: LagNode,
  inputSchema: Schema,
  context: OperatorContext,
): StatefulReceiver & Stateful {
  const rows = new LaggedRows(operator, inputSchema, () => context.output.keepsBatches !== false);
  const readsBefore = readingBesides(readsOfCalls(operator));
  return {
    get keepsBatches() {
      return context.output.keepsBatches !== false;
    },
    get reads() {
      return readsBefore(readsOf(context.output));
    },
    get stateSize() {
      return rows.stateSize;
    },
    snapshot: () => rows.snapshot(),
    restore(saved, groups) {
      for (const each of saved as readonly SavedLag[]) rows.restore(each, groups);
    },
    receive(batch) {
      if (batch.length === 0) {
        context.output.receive(watermarksOf(batch, schema));
        return;
      }
      const columns = [...batch.columns, ...rows.compute(batch)];
      rejectRows(batch, rows.failures, context);
      context.output.receive(withoutFailures({ ...batch, schema, columns }, rows.failures));
    },
  };
}

/** What it looks at itself: places behind the input's columns are those of its own values, which nobody before it has. */
function readsOfCalls({ key, calls, results }: LagOptions): Reads {
  const read = columnsRead([...calls, ...results].map(expressionOf));
  const columns = read === null || calls.some(callMayFail) ? null : new Set([...key, ...read]);
  return { times: calls.some((call) => call.function === 'rate'), columns };
}

function expressionOf(part: LagCall | ComputedColumn): Expression {
  return 'argument' in part ? part.argument : part.expression;
}

/** The values of one batch after the other. */
class LaggedRows {
  /** The rows of the batch in hand that are rejected. */
  readonly failures = new RowFailures();
  readonly #keys: KeyTable;
  readonly #calls: readonly LagState[];
  readonly #results: readonly Kernel[];
  readonly #arrays: BatchArrays;
  readonly #runFailures = new RowFailures();
  #keyOfRow = new Int32Array(0);
  #retained = 0;

  constructor(operator: LagOptions, inputSchema: Schema, isKept: () => boolean) {
    const { key, calls, results } = operator;
    this.#arrays = new BatchArrays(isKept);
    const types = key.map((place) => inputSchema[place]!.type);
    this.#keys = new KeyTable(key, types);
    this.#calls = createLagStates(calls, { arrays: this.#arrays, mayFail: readsOfCalls(operator).columns === null });
    this.#results = results.map(({ expression }) => compileExpression(expression, this.#arrays));
  }

  /** The keys that it has seen; each keeps values of its last rows. */
  get stateSize(): StateSize {
    return { keys: this.#keys.size, entries: this.#keys.size };
  }

  snapshot(): Taken<SavedLag> {
    // No key is ever forgotten, so their places in the snapshot are their numbers.
    const { saved: keys } = this.#keys.save();
    return { keys, calls: Object.fromEntries(this.#calls.map((call, c) => [String(c), call.save(this.#keys.bound)])) };
  }

  /** Takes over the keys of `saved` in `groups`. */
  restore(saved: SavedLag, groups: KeyGroupRange): void {
    const keyOf = this.#keys.load(saved.keys, groups);
    this.#retainKeys();
    this.#calls.forEach((call, c) => call.load(saved.calls[String(c)]!, keyOf, this.#keys.bound));
  }

  /** The added columns of `batch`. */
  compute(batch: Batch): Column[] {
    this.#begin(batch);
    const { length } = batch;
    let computed: Column[] | null = null;
    for (let from = 0, size = length; from < length;) {
      const run: Run = [from, Math.min(length, from + size)];
      this.#calls.forEach((call) => call.take(this.#keyOfRow, run, this.#keys.bound));
      const columns = this.#evaluate(batch, run);
      const failed = this.#firstFailed(run);
      if (failed === -1) {
        if (run[1] - from === length) computed = columns;
        from = run[1];
        size *= 2;
        continue;
      }
      this.#calls.forEach((call) => call.undo(this.#keyOfRow, [failed, run[1]]));
      this.failures.fail(failed, this.#runFailures.get(failed - from)!);
      this.#keyOfRow[failed] = REJECTED;
      from = failed + 1;
      // Where many rows fail, short runs keep the work in proportion to the rows.
      size = Math.max(1, Math.ceil(size / 2));
    }
    computed ??= this.#evaluate(batch, [0, length]);
    this.#calls.forEach((call) => call.end());
    return computed;
  }

  #begin(batch: Batch): void {
    this.failures.reset();
    this.#arrays.begin();
    if (this.#keyOfRow.length < batch.length) this.#keyOfRow = new Int32Array(batch.length);
    this.#keys.resolve(batch, this.#keyOfRow);
    this.#retainKeys();
    this.#calls.forEach((call) => call.begin(batch, this.failures));
    if (this.failures.count === 0) return;
    for (let row = 0; row < batch.length; row++) if (this.failures.get(row) !== null) this.#keyOfRow[row] = REJECTED;
  }

  #retainKeys(): void {
    while (this.#retained < this.#keys.bound) this.#keys.retain(this.#retained++);
  }

  /** The results of the rows of `run`, which the calls have taken; what fails is in `#runFailures`, counted from its start. */
  #evaluate(batch: Batch, run: Run): Column[] {
    const failures = this.#runFailures;
    failures.reset();
    const calls = this.#calls.map((call) => call.read(run, failures));
    const columns = [...batch.columns.map((column) => partOf(column, run)), ...calls];
    const rows = { ...batch, length: run[1] - run[0], columns };
    return this.#results.map((kernel) => kernel.evaluate(rows, failures));
  }

  /** The first row of `run` that fails and has not been rejected before; -1 where none does. */
  #firstFailed([from, to]: Run): number {
    if (this.#runFailures.count === 0) return -1;
    for (let row = from; row < to; row++) {
      if (this.#keyOfRow[row] !== REJECTED && this.#runFailures.get(row - from) !== null) return row;
    }
    return -1;
  }
}

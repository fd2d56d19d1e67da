import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import type { Schema } from '../data/types.ts';
import type { PatternOptions } from '../document/plan.ts';
import type { Kernel } from '../expression/index.ts';
import { compileExpression, RowFailures } from '../expression/index.ts';
import type { TakenRows } from '../patterns/taken-rows.ts';
import { grownFloat64, grownInt32 } from '../state/arrays.ts';
import type { KeyTable } from '../state/key-table.ts';
import type { OperatorContext } from './operator.ts';
import type { HeldRows } from './pattern-held-rows.ts';
import { MatchedRows } from './pattern-matched-rows.ts';
import { PatternMeasures } from './pattern-measures.ts';
import { rejectRows, withoutFailures } from './reject-rows.ts';

/** The matches that were found since the last `take`, in the order in which they were. */
export class PatternResults {
  readonly #schema: Schema;
  /** What a match that cannot be computed is called in messages: its key, and the times of its first and last row. */
  readonly #nameSchema: Schema;
  readonly #callSchema: Schema;
  readonly #held: HeldRows;
  readonly #measures: PatternMeasures;
  readonly #kernels: readonly Kernel[];
  readonly #failures = new RowFailures();
  #entries = new Int32Array(16);
  #keys = new Int32Array(16);
  #watermarks = new Float64Array(16);
  #count = 0;

  constructor(options: PatternOptions, schemas: { readonly input: Schema; readonly result: Schema }, held: HeldRows) {
    this.#schema = schemas.result;
    this.#nameSchema = [
      ...options.key.map((place) => schemas.input[place]!),
      { name: 'match_start', type: 'timestamp' },
      { name: 'match_end', type: 'timestamp' },
    ];
    this.#callSchema = options.calls.map(({ type }, call) => ({ name: `call ${call}`, type }));
    this.#held = held;
    this.#measures = new PatternMeasures(options.calls, options.steps.length, held);
    this.#kernels = options.results.map(({ expression }) => compileExpression(expression));
  }

  /** How many matches there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds the match of key `key` whose last row is `entry`; before it, `watermark` was promised downstream. Holds the entry on. */
  add(entry: number, key: number, watermark: number): void {
    if (this.#count === this.#entries.length) this.#grow();
    this.#entries[this.#count] = entry;
    this.#keys[this.#count] = key;
    this.#watermarks[this.#count++] = watermark;
  }

  /**
   * All matches since the last call as one batch that moves the watermark to `watermark`, without those that cannot be
   * computed: of these `context` is told their key and times. Their entries are released.
   */
  take(taken: TakenRows, keys: KeyTable, watermark: number, context: OperatorContext): Batch {
    const count = this.#count;
    if (count === 0) return watermarkOnly(this.#schema, watermark);
    this.#count = 0;
    const rows = new MatchedRows(taken, this.#entries, count);
    const { firsts, lasts } = rows;
    const named = this.#name(keys, { keys: this.#keys, firsts, lasts, watermarks: this.#watermarks }, watermark);
    this.#failures.reset();
    const columns = this.#measures.compute(rows, this.#failures);
    const calls = { ...named, schema: this.#callSchema, columns };
    const results = this.#kernels.map((kernel) => kernel.evaluate(calls, this.#failures));
    for (let i = 0; i < count; i++) taken.release(this.#entries[i]!);
    rejectRows(named, this.#failures, context);
    return withoutFailures({ ...named, schema: this.#schema, columns: results }, this.#failures);
  }

  /** A row that begins no match, as a match of this one row is told to people. */
  describe(slot: number, keys: KeyTable, watermark: number): Batch {
    const slots = Int32Array.of(slot);
    const watermarks = Float64Array.of(watermark);
    return this.#name(
      keys,
      { keys: Int32Array.of(this.#held.keyOf(slot)), firsts: slots, lasts: slots, watermarks },
      watermark,
    );
  }

  /** Matches by what they are called in messages. */
  #name(table: KeyTable, { keys, firsts, lasts, watermarks }: Named, watermark: number): Batch {
    const count = firsts.length;
    const starts = new Float64Array(count);
    const ends = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      starts[i] = this.#held.timeOf(firsts[i]!);
      ends[i] = this.#held.timeOf(lasts[i]!);
    }
    return {
      schema: this.#nameSchema,
      length: count,
      columns: [...table.read(keys, count), timestamps(starts), timestamps(ends)],
      eventTimes: ends,
      watermarksBefore: watermarks[0] === watermarks[count - 1] ? watermarks[0]! : watermarks.slice(0, count),
      watermark,
      origin: null,
    };
  }

  #grow(): void {
    const length = this.#entries.length * 2;
    this.#entries = grownInt32(this.#entries, length);
    this.#keys = grownInt32(this.#keys, length);
    this.#watermarks = grownFloat64(this.#watermarks, length);
  }
}

/** The first and last row of each match, its key, and what was promised downstream before it. */
interface Named {
  readonly keys: Int32Array;
  readonly firsts: Int32Array;
  readonly lasts: Int32Array;
  readonly watermarks: Float64Array;
}

function timestamps(values: Float64Array): NumberColumn {
  return { type: 'timestamp', values, nulls: null };
}

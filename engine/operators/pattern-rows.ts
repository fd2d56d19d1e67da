import type { Batch } from '../data/batch.ts';
import type { PatternStep } from '../document/plan.ts';
import type { Predicate } from '../expression/index.ts';
import { compilePredicate, RowFailures } from '../expression/index.ts';
import { Fault } from '../fault.ts';
import type { KeyTable } from '../state/key-table.ts';

/** The rows of the batch in hand: which steps can take each, which are to be held, and which are late. */
export class PatternRows {
  /** Rows for which a condition cannot be told, late ones among them. */
  readonly failures = new RowFailures();
  /** The numbers of the rows that are held; the first `count` count. */
  rows = new Int32Array(0);
  count = 0;
  /** The numbers of the rows that are late; the first `lateCount` count. */
  late = new Int32Array(0);
  lateCount = 0;
  /** By row: the key, and a bit for each step that can take it. */
  keys = new Int32Array(0);
  matched = new Int32Array(0);
  /** By row: the watermark before it. */
  watermarks: Float64Array = new Float64Array(0);
  readonly #table: KeyTable;
  readonly #conditions: readonly Predicate[];
  /** Whether a row that no step takes can end a match. */
  readonly #needsAll: boolean;
  #picked = new Int32Array(0);
  #times: Float64Array = new Float64Array(0);

  constructor(steps: readonly PatternStep[], table: KeyTable) {
    this.#table = table;
    this.#conditions = steps.map(({ where }) => compilePredicate(where));
    this.#needsAll = steps.some(({ isNext, isConsecutive, max }) => isNext || (isConsecutive && 1 < max));
  }

  /** Takes `batch` in hand. */
  take(batch: Batch): void {
    this.count = 0;
    this.lateCount = 0;
    this.failures.reset();
    if (batch.length === 0) return;
    if (batch.eventTimes === null) throw new Fault('internal', 'a pattern was given rows without event time');
    this.#times = batch.eventTimes;
    this.#fit(batch);
    this.#table.resolve(batch, this.keys);
    this.#match(batch);
    this.#sort(batch.length);
  }

  /** A row as old as the watermark is late: it may have been the next one of what was taken already (Flink). */
  isLate(row: number): boolean {
    return this.#times[row]! <= this.watermarks[row]!;
  }

  #match(batch: Batch): void {
    this.matched.fill(0, 0, batch.length);
    for (let step = 0; step < this.#conditions.length; step++) {
      const count = this.#conditions[step]!.select(batch, this.failures, this.#picked);
      for (let i = 0; i < count; i++) this.matched[this.#picked[i]!]! |= 1 << step;
    }
  }

  #sort(length: number): void {
    const hasFailures = 0 < this.failures.count;
    for (let row = 0; row < length; row++) {
      if (this.isLate(row)) this.late[this.lateCount++] = row;
      else if (hasFailures && this.failures.get(row) !== null) continue;
      else if (this.#needsAll || this.matched[row] !== 0) this.rows[this.count++] = row;
    }
  }

  #fit({ length, watermarksBefore }: Batch): void {
    if (this.rows.length < length) {
      this.rows = new Int32Array(length);
      this.late = new Int32Array(length);
      this.keys = new Int32Array(length);
      this.matched = new Int32Array(length);
      this.#picked = new Int32Array(length);
    }
    if (typeof watermarksBefore !== 'number') this.watermarks = watermarksBefore;
    else this.watermarks = new Float64Array(length).fill(watermarksBefore);
  }
}

import type { Batch } from '../data/batch.ts';
import { takeRows } from '../data/batch.ts';
import { RowFailures } from '../expression/index.ts';
import { Fault } from '../fault.ts';
import type { KeyTable } from '../state/key-table.ts';
import type { Slice } from '../windows/slice.ts';
import type { OperatorContext } from './operator.ts';

/** The slot of a row that is not taken in because something about it cannot be computed. */
export const REJECTED = -1;

/** The slot of a row none of whose windows is kept any more. */
const LATE = -2;

/** The slot of a row that falls between windows. */
export const PASSED_OVER = -3;

/** The rows of the batch in hand: their keys, their times, and the slot that each is aggregated in. */
export class WindowRows {
  readonly failures = new RowFailures();
  /** By row: a slot, `LATE`, `REJECTED` or `PASSED_OVER`. */
  slots = new Int32Array(0);
  /** By row. */
  keys = new Int32Array(0);
  times: Float64Array = new Float64Array(0);
  /** The first `newCount`: rows of the run in hand whose keys have no slot yet. */
  newRows = new Int32Array(0);
  newCount = 0;
  /** The watermark before each row. */
  watermarks: Float64Array = new Float64Array(0);
  length = 0;
  /** How many rows of the batch in hand are late. */
  lateCount = 0;
  readonly #keyTable: KeyTable;
  readonly #needsTimes: boolean;

  /** `needsTimes`: whether rows without event time are a fault. */
  constructor(keyTable: KeyTable, needsTimes: boolean) {
    this.#keyTable = keyTable;
    this.#needsTimes = needsTimes;
  }

  /** Takes `batch` in hand. */
  take(batch: Batch): void {
    const { length, eventTimes, watermarksBefore } = batch;
    if (eventTimes !== null) this.times = eventTimes;
    else if (this.#needsTimes) throw new Fault('internal', 'a window was given rows without event time');
    if (this.slots.length < length) {
      this.slots = new Int32Array(length);
      this.keys = new Int32Array(length);
      // One more, for the loop that writes before it counts.
      this.newRows = new Int32Array(length + 1);
    }
    this.length = length;
    if (typeof watermarksBefore !== 'number') this.watermarks = watermarksBefore;
    else this.watermarks = new Float64Array(length).fill(watermarksBefore);
    this.failures.reset();
    this.lateCount = 0;
    this.#keyTable.resolve(batch, this.keys);
  }

  /** The first row after `row` before which the watermark reaches `firing`; the number of rows where there is none. */
  endOfRun(firing: number, row: number): number {
    const { watermarks, length } = this;
    // Watermarks never go back, so mostly the last row tells of all.
    if (watermarks[length - 1]! < firing) return length;
    let to = row + 1;
    while (to < length && watermarks[to]! < firing) to++;
    return to;
  }

  /**
   * Gives rows `from` to `to` the slots that their keys have in `slice`, if all rows can be computed and are within it; those whose keys have
   * none are in `newRows`. Where few rows are out of order that is most runs, and in such a loop no jump goes another way than the last.
   */
  assignWithin({ start, end, slotOfKey: { dense } }: Slice, [from, to]: Run): Assigned {
    const { slots, times, keys } = this;
    if (dense === null || 0 < this.failures.count) return 'none';
    let signs = 0;
    for (let row = from; row < to; row++) {
      const time = times[row]!;
      if (time < start || end <= time) return 'none';
      const slot = dense[keys[row]!]!;
      slots[row] = slot;
      signs |= slot;
    }
    this.newCount = 0;
    if (signs < 0) for (let row = from; row < to; row++) if (slots[row]! < 0) this.newRows[this.newCount++] = row;
    return assignedOf(signs);
  }

  /**
   * The same of two slices, the second of which begins where the first ends: most runs where rows are out of order.
   */
  assignWithinTwo([first, second]: readonly [Slice, Slice], [from, to]: Run): Assigned {
    const { slots, times, keys } = this;
    const firsts = first.slotOfKey.dense;
    const seconds = second.slotOfKey.dense;
    if (firsts === null || seconds === null || 0 < this.failures.count) return 'none';
    const { start, end: middle } = first;
    const { end } = second;
    const { newRows } = this;
    let count = 0;
    for (let row = from; row < to; row++) {
      const time = times[row]!;
      if (time < start || end <= time) return 'none';
      const key = keys[row]!;
      const slot = firsts[key]!;
      // All bits where the row is in the second slice: a choice without a jump, which would go wrong half of the time.
      const chosen = slot ^ ((slot ^ seconds[key]!) & -Number(middle <= time));
      slots[row] = chosen;
      newRows[count] = row;
      count += chosen >>> 31;
    }
    this.newCount = count;
    return assignedOf(-count);
  }

  /** Row `row` comes too late. */
  markLate(row: number): void {
    this.slots[row] = LATE;
    this.lateCount++;
  }

  /** Row `row` falls in a window that no timestamp can say. */
  rejectUnspeakable(row: number): void {
    this.slots[row] = REJECTED;
    this.failures.fail(
      row,
      `the window of event time ${this.times[row]} reaches beyond the years that a timestamp can have`,
    );
  }

  /** Tells of those rows of `batch`, which is the one in hand, that are rejected. */
  tellRejected(batch: Batch, context: OperatorContext): void {
    if (this.failures.count === 0) return;
    for (let row = 0; row < batch.length; row++) {
      // A late row is not rejected, whatever its values: they are not looked at.
      if (this.slots[row] === REJECTED) context.reject(batch, row, this.failures.get(row)!);
    }
  }

  /** Those rows of `batch`, which is the one in hand, that are late. */
  lateRows(batch: Batch): Batch {
    const rows = new Int32Array(this.lateCount);
    let count = 0;
    for (let row = 0; row < batch.length; row++) if (this.slots[row] === LATE) rows[count++] = row;
    return takeRows(batch, rows, count);
  }
}

/** Rows from the first number up to the second. */
type Run = readonly [from: number, to: number];

/** Whether all rows of a run were given slots, or all but those of new keys; or whether they have to be looked at one by one. */
type Assigned = 'all' | 'known' | 'none';

function assignedOf(signs: number): Assigned {
  return signs < 0 ? 'known' : 'all';
}

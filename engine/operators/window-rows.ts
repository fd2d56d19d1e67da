import type { Batch } from '../data/batch.ts';
import { takeRows } from '../data/batch.ts';
import { RowFailures } from '../expression/index.ts';
import { Fault } from '../fault.ts';
import type { KeyTable } from '../state/key-table.ts';
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
   * Gives rows `from` to `to` the slots that their keys have in `slotOfKey`, if all of them are within `start` and `end`, can be computed and
   * have one. Where few rows are out of order that is most runs, and such a loop has no jump in it.
   */
  assignWithin({ start, end }: Bounds, slotOfKey: Int32Array | null, [from, to]: [from: number, to: number]): boolean {
    const { slots, times, keys } = this;
    if (slotOfKey === null || 0 < this.failures.count) return false;
    let signs = 0;
    for (let row = from; row < to; row++) {
      const time = times[row]!;
      const slot = slotOfKey[keys[row]!]!;
      slots[row] = slot;
      signs |= slot | -Number(time < start) | -Number(end <= time);
    }
    return 0 <= signs;
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

interface Bounds {
  readonly start: number;
  /** The first moment that is no longer within. */
  readonly end: number;
}

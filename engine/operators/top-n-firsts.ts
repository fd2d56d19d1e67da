import type { Batch } from '../data/batch.ts';
import type { TopNOrder } from './top-n-order.ts';

/** Up to so many first rows are found by putting each row in its place among them. */
const PLACES_MAX = 64;

/** So few rows more than are asked for are as well kept. */
const SPARE_ROWS = 16;

/** Finds those of the results of one window, which come together, that may be among its first `n`, before any of them is kept. */
export class TopNFirsts {
  readonly #order: TopNOrder;
  /** The numbers of the first rows so far, in their order. */
  readonly #first: Int32Array;

  constructor(n: number, order: TopNOrder) {
    this.#order = order;
    this.#first = new Int32Array(n <= PLACES_MAX ? n : 0);
  }

  /**
   * Those of `rows` of `batch`, which is the one in hand, in their order; all of them where too many are asked for, where they are of
   * several `groups`, or where something may be due before one of them.
   */
  of({ watermarksBefore }: Batch, rows: Int32Array, groups: Int32Array): Int32Array {
    const { length } = this.#first;
    if (length === 0 || rows.length <= length + SPARE_ROWS || typeof watermarksBefore !== 'number') return rows;
    for (let i = 1; i < rows.length; i++) if (groups[rows[i]!] !== groups[rows[0]!]) return rows;
    return this.#firstOf(rows);
  }

  #firstOf(rows: Int32Array): Int32Array {
    const first = this.#first;
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      // Of rows that tie the later one comes behind.
      if (count === first.length && 0 <= this.#order.compareRows(row, first[count - 1]!)) continue;
      this.#insert(row, count);
      if (count < first.length) count++;
    }
    // By the first row of a group it is known when the group is due.
    if (!first.includes(rows[0]!)) return Int32Array.of(rows[0]!, ...first).sort();
    return first.slice().sort();
  }

  /** Puts `row` in its place among the first `count`, of which the last one goes where there is no more room. */
  #insert(row: number, count: number): void {
    const first = this.#first;
    let at = Math.min(count, first.length - 1);
    for (; 0 < at && this.#order.compareRows(row, first[at - 1]!) < 0; at--) first[at] = first[at - 1]!;
    first[at] = row;
  }
}

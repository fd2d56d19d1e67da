import { grownInt32 } from '../state/arrays.ts';
import type { TopNOrder } from './top-n-order.ts';

const NONE = -1;
const NOTHING: readonly number[] = [];

/** A group is cut to its first rows once it has twice as many, and this many more: so sorting costs little a row. */
const SPARE_ROWS = 16;

/** The rows of each group that may be among its first `n`, as a list of slots in order of arrival, in arrays by group and by slot. */
export class TopNGroups {
  /** How many rows a group has when it is cut: so many come before most of the next are known not to be among the first. */
  readonly rowsToCut: number;
  readonly #n: number;
  readonly #order: TopNOrder;
  /** By group: its first and last row, and how many there are. */
  #heads = new Int32Array(0);
  #tails = new Int32Array(0);
  #counts = new Int32Array(0);
  /** By group: the last of its first `n` rows when it was cut, which nothing behind it can come before; −1 where it was not. */
  #limits = new Int32Array(0);
  /** By slot: the row behind it. */
  #next = new Int32Array(0);

  constructor(n: number, order: TopNOrder) {
    this.rowsToCut = 2 * n + SPARE_ROWS;
    this.#n = n;
    this.#order = order;
  }

  /** Makes ready for groups below `groups` and slots below `slots`. */
  fit(groups: number, slots: number): void {
    if (this.#heads.length < groups) {
      this.#heads = grownInt32(this.#heads, groups, NONE);
      this.#tails = grownInt32(this.#tails, groups, NONE);
      this.#counts = grownInt32(this.#counts, groups);
      this.#limits = grownInt32(this.#limits, groups, NONE);
    }
    if (this.#next.length < slots) this.#next = grownInt32(this.#next, slots);
  }

  isEmpty(group: number): boolean {
    return this.#counts[group] === 0;
  }

  /** All rows, those of one group in the order of its list. */
  slots(): Int32Array {
    const slots: number[] = [];
    for (const head of this.#heads) for (let slot = head; slot !== NONE; slot = this.#next[slot]!) slots.push(slot);
    return Int32Array.from(slots);
  }

  /** Whether row `row` of the batch in hand, which comes behind all that are there, cannot be among the first. */
  isBehind(group: number, row: number): boolean {
    const limit = group < this.#limits.length ? this.#limits[group]! : NONE;
    // Of rows that tie the later one comes behind.
    return limit !== NONE && 0 <= this.#order.compareRow(row, limit);
  }

  /** Adds the row in `slot`, and gives the slots of rows that no longer can be among the first. */
  add(group: number, slot: number): readonly number[] {
    const limit = this.#limits[group]!;
    if (limit !== NONE && 0 <= this.#order.compare(slot, limit)) return [slot];
    this.#append(group, slot);
    if (this.#counts[group]! < this.rowsToCut) return NOTHING;
    const [first, others] = this.#cut(group);
    for (const each of first) this.#append(group, each);
    this.#limits[group] = first[this.#n - 1]!;
    return others;
  }

  /** Takes the rows of `group` away: the first `n` in their order, and the others. */
  take(group: number): readonly [first: readonly number[], others: readonly number[]] {
    return this.#cut(group);
  }

  /** Rows that tie keep their order of arrival: the sort keeps it, and a cut group goes on in sorted order with later rows behind. */
  #cut(group: number): readonly [first: readonly number[], others: readonly number[]] {
    const slots: number[] = [];
    for (let slot = this.#heads[group]!; slot !== NONE; slot = this.#next[slot]!) slots.push(slot);
    slots.sort((left, right) => this.#order.compare(left, right));
    this.#heads[group] = NONE;
    this.#tails[group] = NONE;
    this.#counts[group] = 0;
    this.#limits[group] = NONE;
    return [slots.slice(0, this.#n), slots.slice(this.#n)];
  }

  #append(group: number, slot: number): void {
    this.#next[slot] = NONE;
    if (this.#counts[group]!++ === 0) this.#heads[group] = slot;
    else this.#next[this.#tails[group]!] = slot;
    this.#tails[group] = slot;
  }
}

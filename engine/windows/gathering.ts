import { grownFloat64, grownInt32 } from '../state/arrays.ts';
import type { SlotPool } from '../state/slot-pool.ts';
import type { Aggregation } from './aggregation.ts';
import { sortByArrival } from './arrival-order.ts';
import type { Slice } from './slice.ts';

/**
 * Merges the slices of a window to its results, in slots that are given back at once. A window of one slice is that slice.
 *
 * Order of calls: `gather` or `gatherKey`, read `slots` and `count`, then `release`.
 */
export class Gathering {
  /** The slots of the window, in order of the first row of their keys; `count` of them. */
  slots = new Int32Array(0);
  count = 0;
  readonly #pool: SlotPool;
  readonly #aggregation: Aggregation;
  /** The merged slots, and the number of the first row of each, in the order in which the slices have them. */
  #merged = new Int32Array(64);
  #firsts = new Float64Array(64);
  #mergedCount = 0;
  /** None of those numbers is larger. */
  #latestFirst = -Infinity;
  /** By key: its merged slot, −1 where it has none; and where it is among them. */
  #slotOfKey = new Int32Array(0);
  #places = new Int32Array(0);
  #into = new Int32Array(0);
  #order = new Int32Array(0);
  #sorted = new Int32Array(0);

  constructor(pool: SlotPool, aggregation: Aggregation) {
    this.#pool = pool;
    this.#aggregation = aggregation;
  }

  /** The keys of `slices`, which are below `bound`, with all that the slices have seen of them. */
  gather(slices: readonly Slice[], bound: number): void {
    this.count = 0;
    const withRows = slices.filter(({ count }) => 0 < count);
    if (withRows.length === 1) {
      ({ slots: this.slots, count: this.count } = withRows[0]!);
      return;
    }
    if (this.#slotOfKey.length < bound) {
      this.#slotOfKey = grownInt32(this.#slotOfKey, bound, -1);
      this.#places = grownInt32(this.#places, bound);
    }
    for (const slice of withRows) {
      const { dense } = slice.slotOfKey;
      if (dense !== null && slice.count === bound && this.#mergedCount === bound) this.#addAll(slice, dense);
      else this.#add(slice);
    }
    this.#arrange();
  }

  /** The same for one key. */
  gatherKey(slices: readonly Slice[], key: number): void {
    const found = slices.map((slice) => slice.slotOfKey.find(key)).filter((slot) => 0 <= slot);
    this.slots = Int32Array.from(found);
    this.count = Math.min(1, found.length);
    if (found.length <= 1) return;
    const merged = this.#pool.take(key);
    this.#keep(merged, 0);
    this.#aggregation.merge(new Int32Array(found.length).fill(merged), this.slots, found.length);
    this.slots[0] = merged;
  }

  release(): void {
    if (this.#mergedCount === 0) return;
    const { keys } = this.#pool;
    this.#aggregation.clear(this.#merged, this.#mergedCount);
    for (let i = 0; i < this.#mergedCount; i++) this.#slotOfKey[keys[this.#merged[i]!]!] = -1;
    this.#pool.giveBack(this.#merged, this.#mergedCount);
    this.#mergedCount = 0;
    this.#latestFirst = -Infinity;
  }

  #add({ slots, firsts, count }: Slice): void {
    if (this.#into.length < count) this.#into = new Int32Array(count * 2);
    const slotOfKey = this.#slotOfKey;
    const places = this.#places;
    const into = this.#into;
    // Those that are replaced when they grow.
    let { keys } = this.#pool;
    let earliest = this.#firsts;
    for (let i = 0; i < count; i++) {
      const key = keys[slots[i]!]!;
      if (0 <= slotOfKey[key]!) {
        into[i] = slotOfKey[key]!;
        if (firsts[i]! < earliest[places[key]!]!) earliest[places[key]!] = firsts[i]!;
        continue;
      }
      places[key] = this.#mergedCount;
      into[i] = slotOfKey[key] = this.#pool.take(key);
      this.#keep(into[i]!, firsts[i]!);
      ({ keys } = this.#pool);
      earliest = this.#firsts;
    }
    this.#aggregation.merge(into, slots, count);
  }

  /** The same of a slice that has every key there is, as the slices before it have. */
  #addAll({ slots, firsts, count }: Slice, slotOfKey: Int32Array): void {
    // In order of the keys the slots of both are known.
    this.#aggregation.merge(this.#slotOfKey, slotOfKey, count);
    // Mostly all keys have come in the first slice before the next one begins.
    if (this.#latestFirst < firsts[0]!) return;
    const { keys } = this.#pool;
    const earliest = this.#firsts;
    for (let i = 0; i < count; i++) {
      const place = this.#places[keys[slots[i]!]!]!;
      if (firsts[i]! < earliest[place]!) earliest[place] = firsts[i]!;
    }
  }

  #keep(slot: number, first: number): void {
    if (this.#merged.length === this.#mergedCount) {
      this.#merged = grownInt32(this.#merged, this.#mergedCount + 1);
      this.#firsts = grownFloat64(this.#firsts, this.#mergedCount + 1);
    }
    if (this.#latestFirst < first) this.#latestFirst = first;
    this.#firsts[this.#mergedCount] = first;
    this.#merged[this.#mergedCount++] = slot;
  }

  #arrange(): void {
    const count = this.#mergedCount;
    if (this.#order.length < count) {
      this.#order = new Int32Array(count * 2);
      this.#sorted = new Int32Array(count * 2);
    }
    sortByArrival(this.#firsts, count, this.#order);
    for (let i = 0; i < count; i++) this.#sorted[i] = this.#merged[this.#order[i]!]!;
    this.slots = this.#sorted;
    this.count = count;
  }
}

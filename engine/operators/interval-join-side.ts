import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import { Agenda } from '../state/agenda.ts';
import { grownBytes, grownFloat64, grownInt32 } from '../state/arrays.ts';
import type { KeyTable } from '../state/key-table.ts';
import type { SavedRows } from '../state/row-store.ts';
import type { Later, Taken } from '../state/snapshot.ts';
import { RowStore } from '../state/row-store.ts';

const NONE = -1;

/**
 * The rows of one input of a join that may still find a partner: per key a list in order of event time, then of arrival.
 *
 * A row is kept until the watermark is past its event time + `retentionMs`: from then on every partner would be late. Flink's
 * IntervalJoinOperator forgets it one millisecond earlier, and so misses partners that come at the very watermark.
 */
export class JoinSide {
  readonly store: RowStore;
  /** The row behind each row in its list; -1 at the end. Replaced when it grows, as `heads` is. */
  next = new Int32Array(0);
  /** The first row of each key; -1 where it has none. */
  heads = new Int32Array(0);
  readonly #keys: KeyTable;
  readonly #retentionMs: number;
  #tails = new Int32Array(0);
  #previous = new Int32Array(0);
  /** The last watermark at which each row is kept. */
  #expiries = new Float64Array(0);
  /** The keys whose first row is to be looked at once the watermark is past a moment; each is in it once at most. */
  readonly #agenda = new Agenda();
  #isOnAgenda = new Uint8Array(0);
  /** Rows that are in no list any more; pairs that were found may still need their values. */
  #removed = new Int32Array(16);
  #removedCount = 0;

  /** `keys` is shared by both sides. */
  constructor(schema: Schema, retentionMs: number, keys: KeyTable) {
    const types = schema.map(({ type }) => type);
    this.store = new RowStore(
      types.map((_, place) => place),
      types,
    );
    this.#retentionMs = retentionMs;
    this.#keys = keys;
  }

  /** Stores rows of `batch`, which are in no list yet; see `RowStore.add`. */
  add(batch: Batch, keys: Int32Array, picked: { rows: Int32Array; count: number }, slots: Int32Array): void {
    this.store.add(batch, keys, picked, slots);
    this.#fitStore();
  }

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    if (bound <= this.heads.length) return;
    this.heads = grownInt32(this.heads, bound, NONE);
    this.#tails = grownInt32(this.#tails, bound, NONE);
    this.#isOnAgenda = grownBytes(this.#isOnAgenda, bound);
  }

  /** Puts the stored row `slot` in the list of its key. */
  insert(slot: number): void {
    const time = this.store.times[slot]!;
    const key = this.store.keys[slot]!;
    this.#expiries[slot] = time + this.#retentionMs;
    this.#link(slot, key, time);
    this.#keys.retain(key);
    if (this.#isOnAgenda[key] === 1) return;
    this.#isOnAgenda[key] = 1;
    this.#agenda.add(this.#expiries[slot], key);
  }

  /** Takes the rows of `key` that are no longer kept at `watermark` out of its list. */
  expire(key: number, watermark: number): void {
    let head = this.heads[key]!;
    while (head !== NONE && this.#expiries[head]! < watermark) {
      this.#remove(head);
      this.#keys.release(key);
      head = this.next[head]!;
    }
    this.heads[key] = head;
    if (head === NONE) this.#tails[key] = NONE;
    else this.#previous[head] = NONE;
  }

  /** Frees what is no longer kept at `watermark`. Nothing may need the rows that were taken out of the lists any more. */
  cleanUp(watermark: number): void {
    while (0 < this.#agenda.length && this.#agenda.earliest < watermark) {
      const key = this.#agenda.take();
      this.expire(key, watermark);
      const head = this.heads[key]!;
      this.#isOnAgenda[key] = head === NONE ? 0 : 1;
      // Once for all rows that are here now: by then they are past it.
      if (head !== NONE) this.#agenda.add(Math.max(this.#expiries[head]!, watermark + this.#retentionMs), key);
    }
    this.store.remove(this.#removed, this.#removedCount);
    this.#removedCount = 0;
    this.store.sweep();
  }

  /** The rows that are kept: per key in the order of its list. */
  save(keyPlaces: Later<Int32Array>): Taken<SavedRows> {
    const { heads, next } = this;
    const slots = new Int32Array(this.store.used);
    let count = 0;
    for (let key = 0; key < heads.length; key++)
      for (let slot = heads[key]!; slot !== NONE; slot = next[slot]!) slots[count++] = slot;
    return this.store.save(slots.subarray(0, count), keyPlaces);
  }

  /** Keeps the rows of `saved` whose key is `keyOf[place]`, not −1. */
  load(saved: SavedRows, keyOf: Int32Array): void {
    this.fit(this.#keys.bound);
    const slots = this.store.load(saved, keyOf);
    this.#fitStore();
    for (const slot of slots) if (0 <= slot) this.insert(slot);
  }

  // Rows come mostly in order of time, so the place is at the end or near it.
  #link(slot: number, key: number, time: number): void {
    const { times } = this.store;
    let after = NONE;
    let before = this.#tails[key]!;
    while (before !== NONE && time < times[before]!) {
      after = before;
      before = this.#previous[before]!;
    }
    this.#previous[slot] = before;
    this.next[slot] = after;
    if (before === NONE) this.heads[key] = slot;
    else this.next[before] = slot;
    if (after === NONE) this.#tails[key] = slot;
    else this.#previous[after] = slot;
  }

  #fitStore(): void {
    const { capacity } = this.store;
    if (capacity <= this.next.length) return;
    this.next = grownInt32(this.next, capacity);
    this.#previous = grownInt32(this.#previous, capacity);
    this.#expiries = grownFloat64(this.#expiries, capacity);
  }

  #remove(slot: number): void {
    if (this.#removed.length === this.#removedCount) this.#removed = grownInt32(this.#removed, this.#removedCount + 1);
    this.#removed[this.#removedCount++] = slot;
  }
}

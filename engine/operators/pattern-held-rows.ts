import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { Schema } from '../data/types.ts';
import type { RowKeeper } from '../patterns/matcher.ts';
import { grownInt32 } from '../state/arrays.ts';
import { gatherIntegers } from '../state/gather.ts';
import type { SavedRows } from '../state/row-store.ts';
import type { Later, Snapshot, Taken } from '../state/snapshot.ts';
import { RowStore } from '../state/row-store.ts';
import type { PatternRows } from './pattern-rows.ts';

export interface SavedHeldRows extends Snapshot {
  readonly rows: SavedRows;
  readonly matched: Int32Array;
}

/** The rows that a pattern keeps: those that the watermark has not reached, and those of partial matches. Each until its last use ends. */
export class HeldRows implements RowKeeper {
  readonly #schema: Schema;
  readonly #places: readonly number[];
  readonly #store: RowStore;
  /** By slot: how often the row is needed, and a bit for each step that can take it. */
  #uses = new Int32Array(0);
  #matched = new Int32Array(0);
  #slots = new Int32Array(0);
  #unused = new Int32Array(16);
  #unusedCount = 0;

  /** `places`: the columns that results are made from; no others are kept. */
  constructor(schema: Schema, places: readonly number[]) {
    this.#schema = schema;
    this.#places = places;
    this.#store = new RowStore(
      places,
      places.map((place) => schema[place]!.type),
    );
  }

  get used(): number {
    return this.#store.used;
  }

  /** Keeps those of `rows` that are to be taken, each for one use, and gives their slots in order, until the next call. */
  add(batch: Batch, rows: PatternRows): Int32Array {
    if (this.#slots.length < rows.count) this.#slots = new Int32Array(rows.count);
    const slots = this.#slots;
    this.#store.add(batch, rows.keys, rows, slots);
    this.#fit();
    for (let i = 0; i < rows.count; i++) {
      this.#uses[slots[i]!] = 1;
      this.#matched[slots[i]!] = rows.matched[rows.rows[i]!]!;
    }
    return slots;
  }

  /** All rows that are kept, and what each is called in the snapshot. */
  save(keyPlaces: Later<Int32Array>): { readonly saved: Taken<SavedHeldRows>; readonly places: Int32Array } {
    const slots = this.#store.usedSlots();
    const places = new Int32Array(this.#store.capacity).fill(-1);
    for (let i = 0; i < slots.length; i++) places[slots[i]!] = i;
    const matched = gatherIntegers(this.#matched, slots, slots.length);
    return { saved: { rows: this.#store.save(slots, keyPlaces), matched }, places };
  }

  /** Keeps the rows of `saved` whose key is `keyOf[place]`, not −1, each for no use yet, and gives their slots by place. */
  load({ rows, matched }: SavedHeldRows, keyOf: Int32Array): Int32Array {
    const slots = this.#store.load(rows, keyOf);
    this.#fit();
    for (let i = 0; i < slots.length; i++) {
      if (slots[i]! < 0) continue;
      this.#uses[slots[i]!] = 0;
      this.#matched[slots[i]!] = matched[i]!;
    }
    return slots;
  }

  use(slot: number): void {
    this.#uses[slot]!++;
  }

  unused(slot: number): void {
    if (0 < --this.#uses[slot]!) return;
    if (this.#unused.length === this.#unusedCount) this.#unused = grownInt32(this.#unused, this.#unusedCount + 1);
    this.#unused[this.#unusedCount++] = slot;
  }

  timeOf(slot: number): number {
    return this.#store.times[slot]!;
  }

  keyOf(slot: number): number {
    return this.#store.keys[slot]!;
  }

  /** A bit for each step that can take the row. */
  matchedBy(slot: number): number {
    return this.#matched[slot]!;
  }

  /** The rows in the first `count` of `slots`, with those of their columns that are kept. */
  read(slots: Int32Array, count: number): Batch {
    const columns: Column[] = [];
    this.#store.read(slots, count).forEach((column, i) => (columns[this.#places[i]!] = column));
    const eventTimes = new Float64Array(count);
    for (let i = 0; i < count; i++) eventTimes[i] = this.#store.times[slots[i]!]!;
    const watermark = -Infinity;
    return {
      schema: this.#schema,
      length: count,
      columns,
      eventTimes,
      watermarksBefore: watermark,
      watermark,
      origin: null,
    };
  }

  #fit(): void {
    if (this.#store.capacity <= this.#uses.length) return;
    this.#uses = grownInt32(this.#uses, this.#store.capacity);
    this.#matched = grownInt32(this.#matched, this.#store.capacity);
  }

  /** Frees the rows that are not needed any more. */
  sweep(): void {
    this.#store.remove(this.#unused, this.#unusedCount);
    this.#unusedCount = 0;
    this.#store.sweep();
  }
}

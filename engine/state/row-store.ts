import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import { grownBytes, grownFloat64 } from './arrays.ts';
import { gatherLater, namesLater } from './gather.ts';
import { copyIntegers } from './snapshot-memory.ts';
import { SlotPool } from './slot-pool.ts';
import type { Later, Snapshot, Taken } from './snapshot.ts';
import type { StoredColumn } from './stored-columns.ts';
import { createStoredColumn } from './stored-columns.ts';
import { StoredTexts } from './stored-texts.ts';

/** Rows in an order that whoever saved them gave, each with the place of its key. */
export interface SavedRows extends Snapshot {
  readonly times: Float64Array;
  readonly keys: Int32Array;
  readonly columns: Readonly<Record<string, Column>>;
}

/**
 * Rows that an operator keeps for later, in arrays by slot: some of their columns, their event time and their key.
 * The arrays of slots in use are all that a snapshot has to copy.
 */
export class RowStore {
  /** The event time of each row that is kept. Replaced when it grows. */
  times: Float64Array = new Float64Array(0);
  readonly #places: readonly number[];
  readonly #columns: readonly StoredColumn[];
  readonly #texts: readonly StoredTexts[];
  readonly #slots: SlotPool;
  #isUsed = new Uint8Array(0);

  /** `places`: which columns of a batch are kept; `types`: what they are. */
  constructor(places: readonly number[], types: readonly ColumnType[]) {
    this.#places = places;
    this.#columns = types.map((type) => createStoredColumn(type));
    this.#texts = this.#columns.filter((column): column is StoredTexts => column instanceof StoredTexts);
    this.#slots = new SlotPool((capacity) => this.#grow(capacity));
  }

  /** How many rows are kept. */
  get used(): number {
    return this.#slots.used;
  }

  /** Slots are below this. */
  get capacity(): number {
    return this.#slots.keys.length;
  }

  /** The key of each row that is kept. Replaced when it grows. */
  get keys(): Int32Array {
    return this.#slots.keys;
  }

  /** Keeps the first `count` of `rows` of `batch`, whose keys are `keys[row]`, and writes their slots to `slots`, in that order. */
  add(
    batch: Batch,
    keys: Int32Array,
    picked: { readonly rows: Int32Array; readonly count: number },
    slots: Int32Array,
  ) {
    const columns = this.#places.map((place) => batch.columns[place]!);
    this.#add({ times: batch.eventTimes!, keys, columns }, picked, slots);
  }

  /** Forgets the rows in the first `count` of `slots`. */
  remove(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#isUsed[slots[i]!] = 0;
    for (const texts of this.#texts) texts.release(slots, count);
    this.#slots.giveBack(slots, count);
  }

  /** The columns of the rows in the first `count` of `slots`. */
  read(slots: Int32Array, count: number): Column[] {
    return this.#columns.map((column) => column.read(slots, count));
  }

  /** The slots of all rows that are kept, in ascending order. */
  usedSlots(): Int32Array {
    const slots = new Int32Array(this.used);
    let count = 0;
    for (let slot = 0; slot < this.#isUsed.length; slot++) if (this.#isUsed[slot] === 1) slots[count++] = slot;
    return slots;
  }

  /** The rows in `slots`. `keyPlaces`: what each key is called in the snapshot (see `KeyTable.save`). */
  save(slots: Int32Array, keyPlaces: Later<Int32Array>): Taken<SavedRows> {
    const keyOfSlot = copyIntegers(this.keys);
    const columns = Object.fromEntries(this.#columns.map((column, c) => [String(c), column.readLater(slots)]));
    return {
      times: gatherLater(this.times, slots, slots.length),
      keys: namesLater(keyPlaces, keyOfSlot, slots),
      columns,
    };
  }

  /** Keeps the rows of `saved` whose key is `keyOf[place]`, and gives their slots; −1 for those whose key is −1. */
  load({ times, keys: places, columns }: SavedRows, keyOf: Int32Array): Int32Array {
    const keys = new Int32Array(places.length);
    const picked = { rows: new Int32Array(places.length), count: 0 };
    for (let i = 0; i < places.length; i++) {
      keys[i] = keyOf[places[i]!]!;
      if (0 <= keys[i]!) picked.rows[picked.count++] = i;
    }
    const slots = new Int32Array(picked.count);
    const values = this.#columns.map((_, c) => columns[String(c)]!);
    this.#add({ times, keys, columns: values }, picked, slots);
    const slotOf = new Int32Array(places.length).fill(-1);
    for (let i = 0; i < picked.count; i++) slotOf[picked.rows[i]!] = slots[i]!;
    return slotOf;
  }

  /** Forgets strings that no kept row has any more, once there are many: a stream of ever new strings must not fill the memory. */
  sweep(): void {
    for (const texts of this.#texts) texts.sweep(this.#isUsed, this.used);
  }

  #add(
    { times, keys, columns }: { times: Float64Array; keys: Int32Array; columns: readonly Column[] },
    { rows, count }: { readonly rows: Int32Array; readonly count: number },
    slots: Int32Array,
  ): void {
    for (let i = 0; i < count; i++) {
      const slot = this.#slots.take(keys[rows[i]!]!);
      slots[i] = slot;
      this.times[slot] = times[rows[i]!]!;
      this.#isUsed[slot] = 1;
    }
    this.#columns.forEach((column, c) => column.write(columns[c]!, rows, slots.subarray(0, count)));
  }

  #grow(capacity: number): void {
    this.times = grownFloat64(this.times, capacity);
    this.#isUsed = grownBytes(this.#isUsed, capacity);
    for (const column of this.#columns) column.grow(capacity);
  }
}

import { grownFloat64, grownInt32 } from '../state/arrays.ts';
import { gatherLater, namesLater } from '../state/gather.ts';
import type { Later, Snapshot, Taken } from '../state/snapshot.ts';
import { copyIntegers } from '../state/snapshot-memory.ts';
import type { SavedAggregation } from '../windows/aggregation.ts';
import type { OpenWindow } from './operator.ts';
import { REJECTED } from './window-rows.ts';
import type { Windowing, WindowState } from './windowing.ts';

/** The windows that are not full, of one key each. */
interface SavedCounts extends Snapshot {
  readonly keys: Int32Array;
  readonly counts: Float64Array;
  readonly starts: Float64Array;
  readonly aggregation: SavedAggregation;
}

/**
 * Windows of `size` rows of a key each. A full one fires at its last row and is forgotten; one that is not full gives nothing, also
 * not at the end (Flink's countWindow).
 */
export class CountWindowing implements Windowing {
  readonly nextDue = Infinity;
  readonly #size: number;
  readonly #state: WindowState;
  /** By key: the slot of its window, or -1. */
  #slotOfKey = new Int32Array(0);
  /** By slot: how many rows its window has, and the time of the first. */
  #counts = new Float64Array(0);
  #starts = new Float64Array(0);
  /** The rows that have filled their windows, in their order. */
  #filling: number[] = [];
  readonly #one = new Int32Array(1);

  constructor(size: number, state: WindowState) {
    this.#size = size;
    this.#state = state;
  }

  open(): readonly OpenWindow[] {
    // They are over when they are full, not at a time.
    return [];
  }

  fire(): void {
    // No window waits for a watermark.
  }

  // A key whose window is full goes on in another slot: so one run takes all rows, and the full ones wait for its end.
  assign(from: number): number {
    const { rows } = this.#state;
    const { slots, length, failures } = rows;
    this.#fit();
    const slotOfKey = this.#slotOfKey;
    const hasFailures = 0 < failures.count;
    this.#filling = [];
    for (let row = from; row < length; row++) {
      if (hasFailures && failures.get(row) !== null) {
        slots[row] = REJECTED;
        continue;
      }
      const key = rows.keys[row]!;
      if (slotOfKey[key]! < 0) slotOfKey[key] = this.#begin(key, rows.times[row]!);
      const slot = slotOfKey[key]!;
      slots[row] = slot;
      if (++this.#counts[slot]! < this.#size) continue;
      slotOfKey[key] = -1;
      this.#filling.push(row);
    }
    return length;
  }

  settle(): void {
    const { rows, results, slots, keys, aggregation } = this.#state;
    for (const row of this.#filling) {
      const slot = rows.slots[row]!;
      this.#one[0] = slot;
      const end = rows.times[row]!;
      const watermark = rows.watermarks[row]!;
      const firing = { slots: this.#one, count: 1, start: this.#starts[slot]!, end, time: end, watermark };
      results.add(firing, slots.keys, aggregation);
      aggregation.clear(this.#one, 1);
      slots.giveBack(this.#one, 1);
      keys.release(rows.keys[row]!);
    }
  }

  cleanUp(): void {
    // A window is forgotten when it is full.
  }

  save(keyPlaces: Later<Int32Array>): Taken<SavedCounts> {
    const { slots: pool, aggregation } = this.#state;
    const slots = this.#openSlots();
    return {
      keys: namesLater(keyPlaces, copyIntegers(pool.keys), slots),
      counts: gatherLater(this.#counts, slots, slots.length),
      starts: gatherLater(this.#starts, slots, slots.length),
      aggregation: aggregation.save(slots, slots.length),
    };
  }

  load({ keys, counts, starts, aggregation }: SavedCounts, keyOf: Int32Array): void {
    const slots = new Int32Array(keys.length).fill(-1);
    this.#fit();
    for (let i = 0; i < keys.length; i++) {
      const key = keyOf[keys[i]!]!;
      if (key < 0) continue;
      slots[i] = this.#begin(key, starts[i]!);
      this.#slotOfKey[key] = slots[i]!;
      this.#counts[slots[i]!] = counts[i]!;
    }
    this.#state.aggregation.load(aggregation, slots);
  }

  /** The slots of the windows that are not full, by their keys. */
  #openSlots(): Int32Array<ArrayBuffer> {
    const slotOfKey = this.#slotOfKey;
    const slots = new Int32Array(this.#state.slots.used);
    let count = 0;
    for (let key = 0; key < slotOfKey.length; key++) if (0 <= slotOfKey[key]!) slots[count++] = slotOfKey[key]!;
    return slots;
  }

  #fit(): void {
    const { bound } = this.#state.keys;
    if (this.#slotOfKey.length < bound) this.#slotOfKey = grownInt32(this.#slotOfKey, bound, -1);
  }

  #begin(key: number, time: number): number {
    const { slots, keys } = this.#state;
    const slot = slots.take(key);
    keys.retain(key);
    if (this.#counts.length <= slot) {
      this.#counts = grownFloat64(this.#counts, slot + 1);
      this.#starts = grownFloat64(this.#starts, slot + 1);
    }
    this.#counts[slot] = 0;
    this.#starts[slot] = time;
    return slot;
  }
}

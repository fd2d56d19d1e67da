import { FIRST_ROOM, grownInt32 } from './arrays.ts';

/** Hands out slots: places in the arrays of accumulators, each for one key of one window, used again once given back. */
export class SlotPool {
  /** The key of each slot in use. Replaced when it grows. */
  keys = new Int32Array(0);
  #free = new Int32Array(0);
  #freeCount = 0;
  readonly #grow: (capacity: number) => void;

  /** `grow` is told, before any slot of them is handed out, below what capacity slots will be from now on. */
  constructor(grow: (capacity: number) => void) {
    this.#grow = grow;
  }

  /** How many slots are in use. */
  get used(): number {
    return this.keys.length - this.#freeCount;
  }

  /** Makes room for `count` more slots at once. */
  reserve(count: number): void {
    if (this.#freeCount < count) this.#growTo(this.used + count);
  }

  /** A slot for `key`. */
  take(key: number): number {
    if (this.#freeCount === 0) this.#growTo(Math.max(FIRST_ROOM.slots, 2 * this.keys.length));
    const slot = this.#free[--this.#freeCount]!;
    this.keys[slot] = key;
    return slot;
  }

  /** Takes back the first `count` of `slots`. */
  giveBack(slots: Int32Array, count: number): void {
    // Backwards, so that the next window gets neighbours in the same order.
    for (let i = count - 1; 0 <= i; i--) this.#free[this.#freeCount++] = slots[i]!;
  }

  #growTo(length: number): void {
    const old = this.keys.length;
    this.keys = grownInt32(this.keys, length);
    const capacity = this.keys.length;
    this.#free = grownInt32(this.#free, capacity);
    for (let slot = capacity - 1; old <= slot; slot--) this.#free[this.#freeCount++] = slot;
    this.#grow(capacity);
  }
}

import { FIRST_ROOM, grownFloat64, grownInt32 } from './arrays.ts';

/** Whole numbers with moments and turns that have come in ascending order, and go in it: a ring over typed arrays. */
export class AgendaQueue {
  #moments = new Float64Array(FIRST_ROOM.moments);
  #turns = new Float64Array(FIRST_ROOM.moments);
  #items = new Int32Array(FIRST_ROOM.moments);
  #head = 0;
  #length = 0;
  #last = -Infinity;

  get length(): number {
    return this.#length;
  }

  /** The moment of the first one; +Infinity where there is none. */
  get earliest(): number {
    return this.#length === 0 ? Infinity : this.#moments[this.#head]!;
  }

  /** The turn of the first one, of which there is one. */
  get turn(): number {
    return this.#turns[this.#head]!;
  }

  /** Whether one of `moment` can come behind all others. */
  canTake(moment: number): boolean {
    return this.#length === 0 || this.#last <= moment;
  }

  add(moment: number, turn: number, item: number): void {
    if (this.#length === this.#items.length) this.#grow();
    const at = this.#place(this.#length++);
    this.#moments[at] = this.#last = moment;
    this.#turns[at] = turn;
    this.#items[at] = item;
  }

  /** Takes the first one away, of which there is one, and gives it. */
  take(): number {
    const item = this.#items[this.#head]!;
    this.#head = this.#place(1);
    this.#length--;
    return item;
  }

  /** Writes all of them to arrays, from place `at` on. */
  copyTo(moments: Float64Array, turns: Float64Array, items: Int32Array, at: number): void {
    for (let i = 0; i < this.#length; i++) {
      const from = this.#place(i);
      moments[at + i] = this.#moments[from]!;
      turns[at + i] = this.#turns[from]!;
      items[at + i] = this.#items[from]!;
    }
  }

  #place(turn: number): number {
    const at = this.#head + turn;
    return at < this.#items.length ? at : at - this.#items.length;
  }

  /** What stands before the head comes behind the end, where there is room for it now. */
  #grow(): void {
    const before = this.#head;
    const { length } = this.#items;
    this.#moments = grownFloat64(this.#moments, 2 * length);
    this.#turns = grownFloat64(this.#turns, 2 * length);
    this.#items = grownInt32(this.#items, 2 * length);
    this.#moments.copyWithin(length, 0, before);
    this.#turns.copyWithin(length, 0, before);
    this.#items.copyWithin(length, 0, before);
  }
}

import { AgendaQueue } from './agenda-queue.ts';
import { FIRST_ROOM, grownFloat64, grownInt32 } from './arrays.ts';
import type { Snapshot } from './snapshot.ts';

/** The items of an agenda in no order, with their moments and the turns in which they were added. */
export interface SavedAgenda extends Snapshot {
  readonly moments: Float64Array;
  readonly turns: Float64Array;
  readonly items: Int32Array;
}

/**
 * Whole numbers, each with a moment of event time: the earliest first, and those of one moment in the order in which they were
 * added. Those that come in order of their moments, as most do, stand in a queue, the others in a binary heap over typed arrays, which costs
 * a place far away for each time that their number doubles. Holds an item as often as it was added.
 */
export class Agenda {
  #moments = new Float64Array(FIRST_ROOM.moments);
  #turns = new Float64Array(FIRST_ROOM.moments);
  #items = new Int32Array(FIRST_ROOM.moments);
  /** How many are in the heap. */
  #length = 0;
  readonly #queue = new AgendaQueue();
  #nextTurn = 0;

  get length(): number {
    return this.#length + this.#queue.length;
  }

  /** The earliest moment; +Infinity where there is none. */
  get earliest(): number {
    return this.#length === 0 ? this.#queue.earliest : Math.min(this.#moments[0]!, this.#queue.earliest);
  }

  add(moment: number, item: number): void {
    if (this.#queue.canTake(moment)) this.#queue.add(moment, this.#nextTurn++, item);
    else this.#insert(moment, this.#nextTurn++, item);
  }

  /** Everything in it; `nameOf` gives what an item is called in the snapshot. */
  save(nameOf: (item: number) => number): SavedAgenda {
    const moments = new Float64Array(this.length);
    const turns = new Float64Array(this.length);
    const items = new Int32Array(this.length);
    moments.set(this.#moments.subarray(0, this.#length));
    turns.set(this.#turns.subarray(0, this.#length));
    items.set(this.#items.subarray(0, this.#length));
    this.#queue.copyTo(moments, turns, items, this.#length);
    for (let i = 0; i < items.length; i++) items[i] = nameOf(items[i]!);
    return { moments, turns, items };
  }

  /** Adds the items of `saved`: those of one moment in the order in which they once were. One that is called `names[item]` < 0 is left out. */
  load({ moments, turns, items }: SavedAgenda, names: Int32Array): void {
    for (let i = 0; i < items.length; i++) {
      const item = names[items[i]!]!;
      if (item < 0) continue;
      this.#insert(moments[i]!, turns[i]!, item);
      this.#nextTurn = Math.max(this.#nextTurn, turns[i]! + 1);
    }
  }

  #insert(moment: number, turn: number, item: number): void {
    if (this.#length === this.#items.length) this.#grow();
    let at = this.#length++;
    while (0 < at) {
      const parent = (at - 1) >> 1;
      if (this.#isBefore(parent, moment, turn)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#set(at, moment, turn, item);
  }

  /** Takes the item of the earliest moment away and gives it; -1 where there is none. */
  take(): number {
    if (this.#isQueueFirst()) return this.#queue.take();
    if (this.#length === 0) return -1;
    const taken = this.#items[0]!;
    const last = --this.#length;
    const moment = this.#moments[last]!;
    const turn = this.#turns[last]!;
    let at = 0;
    for (;;) {
      const child = this.#earlierChild(at);
      if (child < 0 || !this.#isBefore(child, moment, turn)) break;
      this.#move(child, at);
      at = child;
    }
    this.#set(at, moment, turn, this.#items[last]!);
    return taken;
  }

  #isQueueFirst(): boolean {
    const { length, earliest, turn } = this.#queue;
    return 0 < length && (this.#length === 0 || !this.#isBefore(0, earliest, turn));
  }

  #earlierChild(at: number): number {
    const left = 2 * at + 1;
    const right = left + 1;
    if (this.#length <= left) return -1;
    if (this.#length <= right) return left;
    return this.#isBefore(right, this.#moments[left]!, this.#turns[left]!) ? right : left;
  }

  #isBefore(at: number, moment: number, turn: number): boolean {
    const own = this.#moments[at]!;
    return own < moment || (own === moment && this.#turns[at]! < turn);
  }

  #move(from: number, to: number): void {
    this.#moments[to] = this.#moments[from]!;
    this.#turns[to] = this.#turns[from]!;
    this.#items[to] = this.#items[from]!;
  }

  #set(at: number, moment: number, turn: number, item: number): void {
    this.#moments[at] = moment;
    this.#turns[at] = turn;
    this.#items[at] = item;
  }

  #grow(): void {
    const length = this.#items.length * 2;
    this.#moments = grownFloat64(this.#moments, length);
    this.#turns = grownFloat64(this.#turns, length);
    this.#items = grownInt32(this.#items, length);
  }
}

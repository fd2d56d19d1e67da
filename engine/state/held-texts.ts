import type { Strings } from '../data/dictionary.ts';
import { DICTIONARY_LIMIT } from '../data/dictionary.ts';
import { grownInt32 } from './arrays.ts';

/** Texts in all dictionaries that are held: they may be strings, which the collector goes through while rows wait. */
const MOST_TEXTS = 4 * DICTIONARY_LIMIT;
/** A reference is the number of a seat, and in these bits that of a text, with all bits turned: so it is below 0. */
const TEXT_BITS = 17;
const TEXT_MASK = 2 ** TEXT_BITS - 1;
const MOST_SEATS = 2 ** (31 - TEXT_BITS);
/** Rows for each text that is new in a dictionary, and the other way round, at most: then most rows have a text of their own, and most texts a row. */
const MOST_EACH = 4;

/**
 * Texts that rows keep where they came from: in the dictionary of their batch, by its seat here. Most rows that wait for a partner go without
 * one, and then nobody has ever looked at their texts. A dictionary keeps its seat as long as a row refers to it.
 */
export class HeldTexts {
  readonly #seats: (Strings | null)[] = [];
  /** By seat: how many rows refer to it, and how many texts it had when the last of them came. */
  #rows = new Int32Array(0);
  #sizes = new Int32Array(0);
  #free: number[] = [];
  #size = 0;
  // The dictionary that rows came with last, how many texts it had then, and its seat, which is −1 where it has none.
  #last: Strings | null = null;
  #lastSize = 0;
  #lastSeat = -1;

  /** How many texts are in the dictionaries that are held. */
  get size(): number {
    return this.#size;
  }

  /** Seats are below this. */
  get bound(): number {
    return this.#seats.length;
  }

  /** The seat where `count` rows that come with `strings` can have their texts; −1 where these are better learnt, as few are new or few are wanted. */
  seatFor(strings: Strings, count: number): number {
    if (this.#last !== strings) this.#leave(strings);
    const { size } = strings;
    const fresh = size - this.#lastSize;
    this.#lastSize = size;
    if (fresh * MOST_EACH < count || count * MOST_EACH < fresh || TEXT_MASK < size) return -1;
    if (this.#lastSeat < 0) this.#lastSeat = this.#take(strings);
    const seat = this.#lastSeat;
    if (seat < 0) return -1;
    this.#size += size - this.#sizes[seat]!;
    this.#sizes[seat] = size;
    return seat;
  }

  /** Refers `slots.length` rows to `seat`: the reference of the text that is number `values[rows[i]]` there is written to `references[slots[i]]`. */
  refer(
    seat: number,
    values: Int32Array,
    { rows, slots }: { readonly rows: Int32Array; readonly slots: Int32Array },
    references: Int32Array,
  ): void {
    const first = seat << TEXT_BITS;
    for (let i = 0; i < slots.length; i++) references[slots[i]!] = ~(first | values[rows[i]!]!);
    this.#rows[seat]! += slots.length;
  }

  /** One row less has `reference`. */
  release(reference: number): void {
    const seat = seatOf(reference);
    if (--this.#rows[seat]! === 0 && seat !== this.#lastSeat) this.#giveBack(seat);
  }

  /** The dictionary on `seat`, which rows refer to. */
  at(seat: number): Strings | null {
    return this.#seats[seat]!;
  }

  /** How many texts rows can refer to on `seat`. */
  sizeAt(seat: number): number {
    return this.#sizes[seat]!;
  }

  /** Forgets all references. */
  clear(): void {
    for (let seat = 0; seat < this.bound; seat++) if (this.#seats[seat] !== null) this.#giveBack(seat);
    this.#last = null;
    this.#lastSeat = -1;
  }

  #leave(strings: Strings): void {
    const seat = this.#lastSeat;
    if (0 <= seat && this.#rows[seat] === 0) this.#giveBack(seat);
    this.#last = strings;
    this.#lastSize = 0;
    this.#lastSeat = -1;
  }

  #take(strings: Strings): number {
    if (MOST_TEXTS < this.#size + strings.size) return -1;
    if (this.#free.length === 0 && this.bound === MOST_SEATS) return -1;
    const seat = this.#free.pop() ?? this.bound;
    if (this.#rows.length <= seat) {
      this.#rows = grownInt32(this.#rows, seat + 1);
      this.#sizes = grownInt32(this.#sizes, seat + 1);
    }
    this.#seats[seat] = strings;
    return seat;
  }

  #giveBack(seat: number): void {
    this.#size -= this.#sizes[seat]!;
    this.#sizes[seat] = this.#rows[seat] = 0;
    this.#seats[seat] = null;
    this.#free.push(seat);
  }
}

/** The seat that `reference`, which is below 0, is to. */
export function seatOf(reference: number): number {
  return ~reference >>> TEXT_BITS;
}

/** The number of the text of `reference` in the dictionary on its seat. */
export function textOf(reference: number): number {
  return ~reference & TEXT_MASK;
}

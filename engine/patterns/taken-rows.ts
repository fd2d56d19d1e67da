import { grownInt32 } from '../state/arrays.ts';
import { gatherIntegers } from '../state/gather.ts';
import type { Snapshot } from '../state/snapshot.ts';

const NONE = -1;

/** Entries in no order; `before` names them by their places. */
export interface SavedTakenRows extends Snapshot {
  readonly rows: Int32Array;
  readonly steps: Int32Array;
  readonly before: Int32Array;
}

/**
 * The rows that partial matches have taken, each with the one before it: partial matches that began alike share their beginning.
 * Whoever needs an entry holds it; an entry that nobody holds any more is used again, and so are those before it.
 */
export class TakenRows {
  /** By entry: its row, the number of its step, and the entry before it (-1: it is the first). Replaced when they grow. */
  rows = new Int32Array(0);
  steps = new Int32Array(0);
  before = new Int32Array(0);
  #holders = new Int32Array(0);
  #free: number[] = [];
  readonly #onUse: (row: number) => void;
  readonly #onUnused: (row: number) => void;

  /** `onUse` is told of a row for each entry that has it, `onUnused` when the entry is gone. */
  constructor(onUse: (row: number) => void, onUnused: (row: number) => void) {
    this.#onUse = onUse;
    this.#onUnused = onUnused;
  }

  /** How many entries there are. */
  get used(): number {
    return this.rows.length - this.#free.length;
  }

  /** An entry for `row`, taken by step `step` after entry `before` (-1: none). Nobody holds it yet. */
  add(row: number, step: number, before: number): number {
    const entry = this.#free.pop() ?? this.#grow();
    this.rows[entry] = row;
    this.steps[entry] = step;
    this.before[entry] = before;
    this.#holders[entry] = 0;
    if (before !== NONE) this.hold(before);
    this.#onUse(row);
    return entry;
  }

  hold(entry: number): void {
    this.#holders[entry]!++;
  }

  /** Gives `entry` up; to be called once for each `hold`. */
  release(entry: number): void {
    let at = entry;
    while (at !== NONE && --this.#holders[at]! === 0) {
      this.#free.push(at);
      this.#onUnused(this.rows[at]!);
      at = this.before[at]!;
    }
  }

  /** All entries. `rowPlaces`: what each row is called in the snapshot; `places`: what each entry is called. */
  save(rowPlaces: Int32Array): { readonly saved: SavedTakenRows; readonly places: Int32Array } {
    const places = new Int32Array(this.rows.length);
    const used = new Int32Array(this.used);
    places.fill(NONE);
    let count = 0;
    for (let entry = 0; entry < places.length; entry++) {
      if (this.#holders[entry] === 0) continue;
      used[count] = entry;
      places[entry] = count++;
    }
    const rows = gatherIntegers(this.rows, used, count);
    const before = gatherIntegers(this.before, used, count);
    for (let i = 0; i < count; i++) {
      rows[i] = rowPlaces[rows[i]!]!;
      if (before[i] !== NONE) before[i] = places[before[i]!]!;
    }
    return { saved: { rows, steps: gatherIntegers(this.steps, used, count), before }, places };
  }

  /**
   * Adds the entries of `saved` whose row is `rowOf[place]`, not −1, and gives their numbers by place. Those that are before others are
   * held by them, the others by nobody yet.
   */
  load({ rows, steps, before }: SavedTakenRows, rowOf: Int32Array): Int32Array {
    const entries = new Int32Array(rows.length).fill(NONE);
    for (let i = 0; i < rows.length; i++)
      if (0 <= rowOf[rows[i]!]!) entries[i] = this.add(rowOf[rows[i]!]!, steps[i]!, NONE);
    for (let i = 0; i < rows.length; i++) {
      if (entries[i] === NONE || before[i] === NONE) continue;
      this.before[entries[i]!] = entries[before[i]!]!;
      this.hold(entries[before[i]!]!);
    }
    return entries;
  }

  #grow(): number {
    const from = this.rows.length;
    const length = Math.max(64, from * 2);
    this.rows = grownInt32(this.rows, length);
    this.steps = grownInt32(this.steps, length);
    this.before = grownInt32(this.before, length);
    this.#holders = grownInt32(this.#holders, length);
    for (let entry = length - 1; from < entry; entry--) this.#free.push(entry);
    return from;
  }
}

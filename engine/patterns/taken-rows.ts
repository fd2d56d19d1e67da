import { grownInt32 } from '../state/arrays.ts';

const NONE = -1;

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

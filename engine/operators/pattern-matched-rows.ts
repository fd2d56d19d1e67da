import type { TakenRows } from '../patterns/taken-rows.ts';

const NONE = -1;

/** The rows of several matches, one match after the other, those of each in order. */
export class MatchedRows {
  readonly matches: number;
  /** By row: its slot, the number of its step, and the number of its match. */
  readonly slots: Int32Array;
  readonly steps: Int32Array;
  readonly matchOf: Int32Array;
  /** By match: the slot of its first and of its last row. */
  readonly firsts: Int32Array;
  readonly lasts: Int32Array;

  /** `entries`: the last ones of the matches, of which the first `count` count. */
  constructor(taken: TakenRows, entries: Int32Array, count: number) {
    const ends = endsOf(taken, entries, count);
    const length = count === 0 ? 0 : ends[count - 1]!;
    this.matches = count;
    this.slots = new Int32Array(length);
    this.steps = new Int32Array(length);
    this.matchOf = new Int32Array(length);
    this.firsts = new Int32Array(count);
    this.lasts = new Int32Array(count);
    for (let match = 0; match < count; match++) {
      let at = ends[match]!;
      this.lasts[match] = taken.rows[entries[match]!]!;
      // Entries lead from the last row to the first.
      for (let entry = entries[match]!; entry !== NONE; entry = taken.before[entry]!) {
        this.slots[--at] = taken.rows[entry]!;
        this.steps[at] = taken.steps[entry]!;
        this.matchOf[at] = match;
      }
      this.firsts[match] = this.slots[at]!;
    }
  }
}

/** Where the rows of each match end. */
function endsOf(taken: TakenRows, entries: Int32Array, count: number): Int32Array {
  const ends = new Int32Array(count);
  let end = 0;
  for (let match = 0; match < count; match++) {
    for (let entry = entries[match]!; entry !== NONE; entry = taken.before[entry]!) end++;
    ends[match] = end;
  }
  return ends;
}

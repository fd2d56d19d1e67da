import { doubledRoom, FIRST_ROOM, grownFloat64 } from './arrays.ts';
import { scatterNumbers } from './gather.ts';
import type { Run } from './past-values.ts';
import { copyNumbers } from './snapshot-memory.ts';
import type { Snapshot } from './snapshot.ts';

export interface SavedMovingAverages extends Snapshot {
  readonly averages: Float64Array;
}

/** The exponentially weighted moving average of each key, in an array by key; NaN where there was no value yet. */
export class MovingAverages {
  readonly #alpha: number;
  #averages = new Float64Array(0);

  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    if (bound <= this.#averages.length) return;
    this.#averages = grownFloat64(this.#averages, doubledRoom(FIRST_ROOM.averages, bound), NaN);
  }

  /** The averages of the keys below `bound`, for which it has been made ready. */
  save(bound: number): SavedMovingAverages {
    return { averages: copyNumbers(this.#averages.subarray(0, bound)) };
  }

  /** Takes over what is `saved` for the keys `keyOf[place]`, for which it has been made ready, but not where that is −1. */
  load({ averages }: SavedMovingAverages, keyOf: Int32Array): void {
    scatterNumbers(this.#averages, keyOf, averages);
  }

  /**
   * Takes `values` of rows `from` to `to` in, one by one, and writes the average after each to `after`, and that before it to `before`, where
   * that is wanted. The first value is the first average; a null (NaN) changes nothing. A row of key -1 is passed over. Gives whether any average
   * after a row may be none.
   */
  take(values: Float64Array, keys: Int32Array, [from, to]: Run, { before, after }: Averages): boolean {
    const alpha = this.#alpha;
    const rest = 1 - alpha;
    const averages = this.#averages;
    let mayLack = false;
    for (let row = from; row < to; row++) {
      const key = keys[row]!;
      if (key < 0) {
        after[row] = NaN;
        mayLack = true;
        continue;
      }
      const average = averages[key]!;
      const value = values[row]!;
      if (before !== null) before[row] = average;
      let next = alpha * value + rest * average;
      // Only of a finite number.
      if (next - next !== 0) {
        next = settledAverage(next, value, average);
        mayLack = true;
      }
      after[row] = next;
      averages[key] = next;
    }
    return mayLack;
  }

  /** Takes back what the last `take` did, of rows `from` to the end of its run. */
  undo(keys: Int32Array, [from, to]: Run, before: Float64Array): void {
    for (let row = to - 1; from <= row; row--) if (0 <= keys[row]!) this.#averages[keys[row]!] = before[row]!;
  }
}

/** The average where it is not simply between `value` and `average`, as `next` should be: the rarer way. */
export function settledAverage(next: number, value: number, average: number): number {
  // Between two finite numbers there is no infinite one, but rounding may step over the largest.
  if (next === next) return Math.sign(next) * Number.MAX_VALUE;
  // One of both is not there, or both.
  return value === value ? value : average;
}

/** By row. */
interface Averages {
  readonly before: Float64Array | null;
  readonly after: Float64Array;
}

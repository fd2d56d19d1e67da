import { grownFloat64 } from './arrays.ts';
import { settledAverage } from './moving-averages.ts';
import type { SavedMovingAverages } from './moving-averages.ts';
import type { Run, SavedPastValues } from './past-values.ts';
import { copySomeNumbers } from './snapshot-memory.ts';

/** What is kept of a key: the value before the last one, the last one, and the average. */
const WIDTH = 3;

/**
 * The last two values of each key and their moving average side by side, so that one look at a key serves all: what `PastValues` and
 * `MovingAverages` keep apart, saved as these save it. A value that is null or not there is NaN.
 */
export class LastsAndAverages {
  readonly #alpha: number;
  #kept = new Float64Array(0);

  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    if (this.#kept.length < bound * WIDTH) this.#kept = grownFloat64(this.#kept, bound * WIDTH, NaN);
  }

  /**
   * Takes `values` of rows `from` to `to` in, one by one, and writes what stood one and two rows before each, and the average after it. A row of
   * key -1 is passed over. Gives whether any of that may be none.
   */
  take(values: Float64Array, keys: Int32Array, [from, to]: Run, { last, older, average }: Found): boolean {
    const alpha = this.#alpha;
    const rest = 1 - alpha;
    const kept = this.#kept;
    let lack = 0;
    for (let row = from; row < to; row++) {
      const key = keys[row]!;
      if (key < 0) {
        last[row] = older[row] = average[row] = NaN;
        lack = NaN;
        continue;
      }
      const at = WIDTH * key;
      const first = kept[at]!;
      const second = kept[at + 1]!;
      const value = values[row]!;
      const before = kept[at + 2]!;
      last[row] = second;
      older[row] = first;
      // 0 where both are there, else NaN, which the sum stays then.
      lack += first * 0 + second * 0;
      let next = alpha * value + rest * before;
      // Only of a finite number.
      if (next - next !== 0) {
        next = settledAverage(next, value, before);
        lack = NaN;
      }
      average[row] = next;
      kept[at] = second;
      kept[at + 1] = value;
      kept[at + 2] = next;
    }
    return lack !== 0;
  }

  /** The last `rows` values of the keys below `bound`, for which it has been made ready. */
  savePast(bound: number, rows: 1 | 2): SavedPastValues {
    const kept = this.#kept.subarray(0, bound * WIDTH);
    return { values: copySomeNumbers(kept, WIDTH, [2 - rows, 2]), next: new Int32Array(0) };
  }

  /** The averages of the keys below `bound`. */
  saveAverages(bound: number): SavedMovingAverages {
    return { averages: copySomeNumbers(this.#kept.subarray(0, bound * WIDTH), WIDTH, [2, 3]) };
  }

  /** Takes over what is `saved` of `rows` values for the keys `keyOf[place]`, for which it has been made ready, but not where that is −1. */
  loadPast({ values }: SavedPastValues, rows: 1 | 2, keyOf: Int32Array): void {
    scatterSomeNumbers(this.#kept, keyOf, values, [WIDTH, 2 - rows, 2]);
  }

  /** The same of averages. */
  loadAverages({ averages }: SavedMovingAverages, keyOf: Int32Array): void {
    scatterSomeNumbers(this.#kept, keyOf, averages, [WIDTH, 2, 3]);
  }
}

/** By row: what stood one row and two rows before it, and the average after it. */
export interface Found {
  readonly last: Float64Array;
  readonly older: Float64Array;
  readonly average: Float64Array;
}

/** Puts what was saved of each key to numbers `from` to `to` of the `width` that it has in `kept`. */
function scatterSomeNumbers(kept: Float64Array, keyOf: Int32Array, saved: Float64Array, part: Part): void {
  const [width, from, to] = part;
  let at = 0;
  for (let i = 0; i < keyOf.length; i++) {
    for (let k = from; k < to; k++, at++) if (0 <= keyOf[i]!) kept[keyOf[i]! * width + k] = saved[at]!;
  }
}

type Part = readonly [width: number, from: number, to: number];

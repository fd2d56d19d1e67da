import { newArrays } from '../data/batch-arrays.ts';
import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { SavedNumbers, Snapshot, Stateful } from '../state/snapshot.ts';

/**
 * The watermark of a source whose rows come up to `outOfOrdernessMs` late: after each row,
 * (largest timestamp so far) − out-of-orderness − 1 ms (contract, section 3; Flink's BoundedOutOfOrdernessWatermarks,
 * given after every row instead of every 200 ms, so that results do not depend on the machine's clock).
 */
export class BoundedOutOfOrderness implements Stateful {
  readonly #delayMs: number;
  #watermark: number;

  /** `watermark` is the one before the first row. */
  constructor(outOfOrdernessMs: number, watermark = -Infinity) {
    this.#watermark = watermark;
    this.#delayMs = outOfOrdernessMs + 1;
  }

  get watermark(): number {
    return this.#watermark;
  }

  snapshot(): SavedNumbers {
    return { numbers: Float64Array.of(this.#watermark) };
  }

  restore(saved: readonly Snapshot[]): void {
    this.#watermark = Math.min(...(saved as readonly SavedNumbers[]).map(({ numbers }) => numbers[0]!));
  }

  /** Gives `batch` the event times `times` and the watermark before each of its rows, in `arrays`. */
  stamp(batch: Batch, times: Float64Array, arrays: ArraySource = newArrays): Batch {
    const { length } = batch;
    const first = this.#watermark;
    const before = arrays.numbers(length);
    const delayMs = this.#delayMs;
    let watermark = first;
    let latest = -Infinity;
    for (let i = 0; i < length; i++) {
      before[i] = watermark;
      const time = times[i]!;
      // Rarely so where rows are out of order; of the others only the time is looked at.
      if (latest < time) {
        latest = time;
        if (watermark < time - delayMs) watermark = time - delayMs;
      }
    }
    this.#watermark = watermark;
    const constant = length === 0 || before[length - 1] === first;
    return { ...batch, eventTimes: times, watermarksBefore: constant ? first : before, watermark };
  }

  /** The same for readers who look at no times: what is right is the watermark behind the last row; before each it is that before the first. */
  pass(batch: Batch, times: Float64Array): Batch {
    const watermarksBefore = this.#watermark;
    const { length } = batch;
    this.#watermark = Math.max(watermarksBefore, latestOf(times, length) - this.#delayMs);
    return { ...batch, eventTimes: times, watermarksBefore, watermark: this.#watermark };
  }
}

/** The latest of the first `length` times. Two rows in each round: a round costs by itself as much as a row. */
function latestOf(times: Float64Array, length: number): number {
  let even = -Infinity;
  let odd = -Infinity;
  const whole = length & ~1;
  for (let i = 0; i < whole; i += 2) {
    if (even < times[i]!) even = times[i]!;
    if (odd < times[i + 1]!) odd = times[i + 1]!;
  }
  if (whole < length && even < times[whole]!) even = times[whole]!;
  return Math.max(even, odd);
}

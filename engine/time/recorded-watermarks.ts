import { newArrays } from '../data/batch-arrays.ts';
import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { SavedNumbers, Snapshot, Stateful } from '../state/snapshot.ts';
import type { WatermarkMoves } from './watermark-moves.ts';
import { MoveReader } from './watermark-moves.ts';

/** What gives the batches of one source their event times and watermarks. */
export interface Watermarks extends Stateful {
  /** `arrays`: where the watermarks before the rows are to be. */
  stamp(batch: Batch, times: Float64Array, arrays?: ArraySource): Batch;
  /** The same for readers who look at no times, only at the watermark behind the last row; only where that is less work. */
  pass?(batch: Batch, times: Float64Array): Batch;
}

/**
 * The watermarks that recorded rows came under: those that their times give, `delayMs` behind the largest, but where the recording
 * says how they moved.
 */
export class RecordedWatermarks implements Watermarks {
  readonly #delayMs: number;
  readonly #moves: WatermarkMoves;
  #reader: MoveReader;
  #watermark: number;
  /** Rows that were given. */
  #rows = 0;

  /** `watermark` is the one before the first row. */
  constructor(
    { outOfOrdernessMs, watermark }: { readonly outOfOrdernessMs: number; readonly watermark: number },
    moves: WatermarkMoves,
  ) {
    this.#delayMs = outOfOrdernessMs + 1;
    this.#watermark = watermark;
    this.#moves = moves;
    this.#reader = new MoveReader(moves);
  }

  snapshot(): SavedNumbers {
    return { numbers: Float64Array.of(this.#watermark, this.#rows) };
  }

  restore(saved: readonly Snapshot[]): void {
    const [watermark, rows] = (saved[0] as SavedNumbers).numbers;
    this.#watermark = watermark!;
    this.#rows = rows ?? 0;
    this.#reader = new MoveReader(this.#moves);
    while (this.#reader.row <= this.#rows) this.#reader.take();
  }

  stamp(batch: Batch, times: Float64Array, arrays: ArraySource = newArrays): Batch {
    const { length } = batch;
    const before = arrays.numbers(length);
    const passed: number[] = [];
    for (let i = 0; i < length; i++) {
      before[i] = this.#watermark;
      this.#rows++;
      if (this.#isTold) this.#move(passed);
      else this.#watermark = Math.max(this.#watermark, times[i]! - this.#delayMs);
      passed.push(this.#watermark);
    }
    return {
      ...batch,
      eventTimes: times,
      watermarksBefore: before,
      watermark: this.#watermark,
      watermarksPassed: Float64Array.from(passed),
    };
  }

  /** Whether the recording tells what comes after the rows so far. */
  get #isTold(): boolean {
    const { from, until } = this.#moves;
    return from <= this.#rows && (until === null || this.#rows < until);
  }

  #move(passed: number[]): void {
    while (this.#reader.row <= this.#rows) {
      const next = this.#reader.take();
      if (next <= this.#watermark) continue;
      this.#watermark = next;
      passed.push(next);
    }
  }
}

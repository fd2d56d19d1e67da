import { noRows, oneRow } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import { PassedWatermarks } from '../time/passed-watermarks.ts';

/**
 * Cuts batches into what the contract takes one after the other: a row, then the watermark behind it, then the next row. So of several
 * readers each has had a row before any of them is told the watermark that the row brings.
 */
export class RowByRow {
  readonly #give: (batch: Batch) => void;
  readonly #passed = new PassedWatermarks();
  #watermark = -Infinity;
  #isIdle = false;

  constructor(give: (batch: Batch) => void) {
    this.#give = give;
  }

  receive(batch: Batch): void {
    const { length, watermarksBefore } = batch;
    const before = this.#watermark;
    // All ways are awake before any of them is told a watermark: those that are not yet would not be waited for.
    if (this.#isIdle) this.#give(noRows(batch, before));
    this.#isIdle = false;
    this.#passed.take(batch);
    for (let row = 0; row < length; row++) {
      this.#rise(batch, typeof watermarksBefore === 'number' ? watermarksBefore : watermarksBefore[row]!);
      this.#give(oneRow(batch, row));
    }
    this.#rise(batch, batch.watermark);
    // A batch of neither rows nor a new watermark still says that its input is not idle.
    if (length === 0 && this.#watermark === before) this.#give(noRows(batch, batch.watermark));
  }

  /** Nothing is expected until the next batch. */
  idle(): void {
    this.#isIdle = true;
  }

  #rise(batch: Batch, watermark: number): void {
    for (let next = -Infinity; next < watermark;) {
      next = this.#passed.next(watermark);
      if (next <= this.#watermark) continue;
      this.#watermark = next;
      this.#give(noRows(batch, next));
    }
  }
}

import type { Batch } from '../data/batch.ts';
import type { StringColumn } from '../data/column.ts';
import type { SentTexts } from './sent-texts.ts';

// One loop for each kind of array: a loop that sees several is several times slower.

/** Rows of a batch: the first `count` of `rows`, or of the batch where `rows` is null. */
export interface Picked {
  readonly batch: Batch;
  readonly rows: Int32Array | null;
  readonly count: number;
}

/** Writes the numbers that `of` finds in each batch to `to`, one part after the other. */
export function putNumbers(to: Float64Array, parts: readonly Picked[], of: (batch: Batch) => Float64Array): void {
  let at = 0;
  for (const { batch, rows, count } of parts) {
    const values = of(batch);
    if (rows === null) to.set(values.subarray(0, count), at);
    else for (let i = 0; i < count; i++) to[at + i] = values[rows[i]!]!;
    at += count;
  }
}

/** The same for bytes; null stands for zeros. */
export function putBytes(to: Uint8Array, parts: readonly Picked[], of: (batch: Batch) => Uint8Array | null): void {
  let at = 0;
  for (const { batch, rows, count } of parts) {
    const values = of(batch);
    if (values === null) to.fill(0, at, at + count);
    else if (rows === null) to.set(values.subarray(0, count), at);
    else for (let i = 0; i < count; i++) to[at + i] = values[rows[i]!]!;
    at += count;
  }
}

/** Writes the watermarks before the rows. */
export function putWatermarks(to: Float64Array, parts: readonly Picked[]): void {
  let at = 0;
  for (const { batch, rows, count } of parts) {
    const { watermarksBefore } = batch;
    if (typeof watermarksBefore === 'number') to.fill(watermarksBefore, at, at + count);
    else if (rows === null) to.set(watermarksBefore.subarray(0, count), at);
    else for (let i = 0; i < count; i++) to[at + i] = watermarksBefore[rows[i]!]!;
    at += count;
  }
}

/** The watermark before every row, or NaN where it is not the same; `otherwise` where there are no rows. */
export function commonWatermark(parts: readonly Picked[], otherwise: number): number {
  if (parts.length === 0) return otherwise;
  const { watermarksBefore: first } = parts[0]!.batch;
  if (typeof first !== 'number') return NaN;
  return parts.every(({ batch }) => batch.watermarksBefore === first) ? first : NaN;
}

/** Writes the receiver's numbers for the strings of column `c`, and sends those that it has not. */
export function putTexts(
  to: Int32Array,
  parts: readonly Picked[],
  { c, sent, texts }: { readonly c: number; readonly sent: SentTexts; readonly texts: string[] },
): void {
  let at = 0;
  for (const { batch, rows, count } of parts) {
    const { values, nulls } = batch.columns[c] as StringColumn;
    const numbers = sent.numbers();
    for (let i = 0; i < count; i++) {
      const row = rows === null ? i : rows[i]!;
      if (nulls !== null && nulls[row] === 1) continue;
      const number = numbers[values[row]!]!;
      to[at + i] = 0 <= number ? number : sent.send(values[row]!, texts);
    }
    at += count;
  }
}

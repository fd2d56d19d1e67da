import type { Batch } from '../data/batch.ts';
import { takeRows } from '../data/batch.ts';
import type { RowFailures } from '../expression/index.ts';
import type { OperatorContext } from './operator.ts';

/** Tells of the rows of `batch` that are in `failures`, in their order. */
export function rejectRows(batch: Batch, failures: RowFailures, context: OperatorContext): void {
  if (failures.count === 0) return;
  for (let row = 0; row < batch.length; row++) {
    const reason = failures.get(row);
    if (reason !== null) context.reject(batch, row, reason);
  }
}

/** `batch` without the rows that are in `failures`; the same batch where none is. */
export function withoutFailures(batch: Batch, failures: RowFailures): Batch {
  if (failures.count === 0) return batch;
  const kept = new Int32Array(batch.length);
  let count = 0;
  for (let row = 0; row < batch.length; row++) if (failures.get(row) === null) kept[count++] = row;
  return takeRows(batch, kept, count);
}

import type { Batch } from '../../engine/data/batch.ts';
import { fromRows } from '../../engine/data/rows.ts';
import type { Row } from '../../engine/data/rows.ts';
import type { Schema } from '../../engine/data/types.ts';
import type { Receiver } from '../../engine/operators/operator.ts';

/** A batch of `rows` with their times: the watermark before each of them and after the last. */
export function timedBatch(
  schema: Schema,
  rows: readonly Row[],
  time: { readonly times?: readonly number[]; readonly before: readonly number[] | number; readonly after: number },
): Batch {
  const { times, before, after } = time;
  return {
    ...fromRows(schema, rows),
    eventTimes: times ? Float64Array.from(times) : null,
    watermarksBefore: typeof before === 'number' ? before : Float64Array.from(before),
    watermark: after,
  };
}

/** The watermark before each row of `batch`, as a list. */
export function watermarksBefore({ watermarksBefore: before, length }: Batch): number[] {
  return typeof before === 'number' ? new Array<number>(length).fill(before) : [...before.subarray(0, length)];
}

/** A receiver that keeps what it is given. */
export function collector(): Receiver & { readonly batches: Batch[] } {
  const batches: Batch[] = [];
  return { batches, receive: (batch) => void batches.push(batch) };
}

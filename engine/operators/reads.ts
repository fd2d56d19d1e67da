import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import { emptyColumn, takeColumn, takeOrigin, takeRows } from '../data/batch.ts';
import type { Receiver } from './operator.ts';

/** What of a batch somebody looks at; what nobody behind a node looks at need not be made. */
export interface Reads {
  /** Whether it looks when rows happened, or at watermarks before them. The one behind the last row is always there. */
  readonly times: boolean;
  /** The places of the columns that it looks at; null: all. */
  readonly columns: ReadonlySet<number> | null;
}

/** What is assumed of who says nothing: so forgetting to say it costs time, never rows. */
export const EVERYTHING: Reads = { times: true, columns: null };

/** Who only counts. */
export const NOTHING: Reads = { times: false, columns: new Set() };

/** What `receiver`, and whoever it hands rows on to, looks at. */
export function readsOf(receiver: Receiver): Reads {
  return receiver.reads ?? EVERYTHING;
}

/** What is looked at by somebody of several. */
export function readsOfAll(receivers: readonly Receiver[]): Reads {
  if (receivers.length === 1) return readsOf(receivers[0]!);
  return receivers.map(readsOf).reduce((some, others) => withReads(some, others), NOTHING);
}

/** What is looked at by either. */
export function withReads(some: Reads, others: Reads): Reads {
  const columns =
    some.columns === null || others.columns === null ? null : new Set([...some.columns, ...others.columns]);
  return { times: some.times || others.times, columns };
}

/** Gives what a node looks at that itself looks at `own`, besides what is looked at behind it; made anew only where that changes. */
export function readingBesides(own: Reads): (behind: Reads) => Reads {
  let last = NOTHING;
  let both = own;
  return (behind) => {
    if (behind !== last) [last, both] = [behind, withReads(own, behind)];
    return both;
  };
}

/** Rows of `batch` by their numbers, as `takeRows` gives them; where nobody looks at times, without these and without unread columns. */
export function takeRead(batch: Batch, { rows, count, reads }: Wanted, arrays: ArraySource): Batch {
  if (reads.times) return takeRows(batch, rows, count, arrays);
  const { schema, watermark, origin } = batch;
  const isRead = (place: number): boolean => reads.columns === null || reads.columns.has(place);
  return {
    schema,
    length: count,
    columns: batch.columns.map((column, place) =>
      isRead(place) ? takeColumn(column, rows, count, arrays) : emptyColumn(column.type),
    ),
    eventTimes: null,
    watermarksBefore: watermark,
    watermark,
    watermarksPassed: undefined,
    origin: origin && takeOrigin(origin, rows, arrays.numbers(count)),
  };
}

/** The first `count` of `rows`, and what is looked at of them. */
interface Wanted {
  readonly rows: Int32Array;
  readonly count: number;
  readonly reads: Reads;
}

import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import { emptyColumn, takeRows } from '../data/batch.ts';
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

/** Rows of `batch` by their numbers, as `takeRows` gives them, but without what nobody looks at: columns without entries, no times. */
export function takeRead(batch: Batch, { rows, count, reads }: Wanted, arrays: ArraySource): Batch {
  const timed = reads.times ? batch : timeless(batch);
  if (reads.columns === null) return takeRows(timed, rows, count, arrays);
  const places = [...reads.columns];
  const taken = takeRows({ ...timed, columns: places.map((place) => batch.columns[place]!) }, rows, count, arrays);
  const columns = batch.columns.map(({ type }) => emptyColumn(type));
  for (const [i, place] of places.entries()) columns[place] = taken.columns[i]!;
  return { ...taken, columns };
}

/** The first `count` of `rows`, and what is looked at of them. */
interface Wanted {
  readonly rows: Int32Array;
  readonly count: number;
  readonly reads: Reads;
}

// Written out: a copy that leaves something out costs several times what one of known fields does.
function timeless({ schema, length, columns, watermark, origin }: Batch): Batch {
  return { schema, length, columns, eventTimes: null, watermarksBefore: watermark, watermark, origin };
}

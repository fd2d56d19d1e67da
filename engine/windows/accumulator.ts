import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { Column } from '../data/column.ts';
import type { RowFailures } from '../expression/index.ts';
import type { Snapshot } from '../state/snapshot.ts';

/**
 * What an aggregate has seen so far, for many keys and windows at once: arrays by slot, one slot for each key of a window.
 *
 * Every kind has loops of its own over the rows: one loop shared by all kinds is several times slower.
 */
export interface Accumulator<C extends Column | null = Column | null> {
  /** Makes room for slots below `capacity`; the new ones have seen nothing. */
  grow(capacity: number): void;
  /** Takes in rows `from` to `to` of `column`: row i into slot `slots[i]`, in order; a row with a negative slot is passed over. */
  update(column: C, slots: Int32Array, from: number, to: number): void;
  /**
   * Adds to slot `into[i]` what slot `from[i]` has seen, for each of the first `count`, as if all rows of both had come in the order
   * in which they did. Slot `from[i]`, which is another one, stays as it is.
   */
  merge(into: Int32Array, from: Int32Array, count: number): void;
  /** Makes the first `count` of `slots` forget what they have seen. */
  clear(slots: Int32Array, count: number): void;
  /** What the first `count` of `slots`, which do not change any more, have seen, in their order. */
  save(slots: Int32Array, count: number): Snapshot;
  /** Puts what `save` gave back: entry i in slot `slots[i]`, which has seen nothing; one with a negative slot is passed over. */
  load(saved: Snapshot, slots: Int32Array): void;
}

/** A result that is read from one accumulator or several. */
export interface AggregateResult {
  /** Appends the result of each of the first `count` of `slots` to `results`. One that cannot be told is in `failures`, by its place in `results`. */
  write(slots: Int32Array, count: number, results: ColumnBuilder, failures: RowFailures): void;
}

/** What accumulators may ask about the rows of the batch in hand besides their values. */
export interface RowsInHand {
  /** The number of the first row, counted over all batches: a row that came later has a larger number. */
  firstNumber: number;
  /** When each row happened; null without event time. */
  times: Float64Array | null;
}

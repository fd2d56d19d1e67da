import type { Column } from '../data/column.ts';
import type { KeyGroupRange } from './key-groups.ts';

/**
 * The state of one node of one subtask as plain columns by name, which may stand in groups of their own. Every array is as long as
 * what is saved and is a copy: it is taken between two batches while rows wait, and written while they go on.
 *
 * Strings are numbers in a dictionary that only grows, so their column refers to it: nothing of it is copied while rows wait.
 */
export interface Snapshot {
  readonly [name: string]: StateColumn | Snapshot;
}

/** Numbers, values of a stream with their nulls, or texts. */
export type StateColumn = Float64Array | Int32Array | Uint8Array | Column | readonly (string | null)[];

/** So many numbers for each of the things that are saved, side by side. */
export interface SavedNumbers extends Snapshot {
  readonly numbers: Float64Array;
}

/**
 * What keeps something from one row to the next, and can be made anew from a snapshot of it.
 *
 * How to write one: keyed state names its keys by their place in `KeyTable.save`, never by their numbers, which differ in another
 * run; `restore` asks `KeyTable.load` for the numbers that they have now and passes over those that are −1, which belong to
 * other subtasks. `RowStore`, `Agenda` and `Aggregation` have a `save` and a `load` of this kind.
 */
export interface Stateful {
  /** What has to be known to go on from here. Synchronous, between two batches; it changes nothing. */
  snapshot(): Snapshot;
  /**
   * Takes over what `saved` says of the keys in `groups`: one snapshot for each of the subtasks that there were, in their order.
   * Called once, before the first batch.
   */
  restore(saved: readonly Snapshot[], groups: KeyGroupRange): void;
}

import type { Column } from '../data/column.ts';
import type { Counted } from './counted.ts';
import type { InPieces } from './in-pieces.ts';
import type { KeyGroupRange } from './key-groups.ts';

/**
 * The state of one node of one subtask as plain columns by name, which may stand in groups of their own. Every array is as long as
 * what is saved and is a copy: it is taken between two batches while rows wait, and written while they go on.
 *
 * So that they wait for little more than copies of whole arrays, a column may be made later of what was copied (`gatherLater`), a piece at a
 * time, for rows wait for each of those too.
 * Strings are numbers in a table that only grows, so their column refers to it: nothing of it is copied while rows wait.
 */
export interface Snapshot {
  readonly [name: string]: StateColumn | InPieces<StateColumn> | Counted<StateColumn> | Snapshot;
}

/** What is made when it is needed, in steps between which rows go on, of copies: of nothing that they may have changed since. */
export type Later<T> = () => Generator<void, T>;

/** What is made when it is needed first, and stays. */
export function once<T>(make: Later<T>): Later<T> {
  let made: { readonly value: T } | null = null;
  return function* () {
    made ??= { value: yield* make() };
    return made.value;
  };
}

/** What `later` makes, at once. */
export function now<T>(later: Later<T>): T {
  const making = later();
  for (;;) {
    const step = making.next();
    if (step.done === true) return step.value;
  }
}

/** `Saved`, which is read back with its columns, as it is taken: some of them are made when they are written. */
export type Taken<Saved> = { readonly [Name in keyof Saved]: TakenEntry<Saved[Name]> };

type TakenEntry<Entry> = [Entry] extends [StateColumn] ? Entry | InPieces<Entry> | Counted<Entry> : TakenGroup<Entry>;

type TakenGroup<Entry> = Entry extends Snapshot ? Taken<Entry> : Entry;

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

import type { BatchArrays } from '../data/batch-arrays.ts';

/** How a column is made that has several entries, or none, for each thing that is saved. */
interface Making<Part> {
  /** A piece without entries. */
  readonly empty: Part;
  /** How many entries there are in all, counted in steps between which rows may go on. */
  readonly count: () => Generator<void, number>;
  /** All of them, `length` as counted, in pieces of arrays of `arrays`, each of which is void once the next one is asked for. */
  readonly parts: (arrays: BatchArrays, length: number) => Generator<Part, void>;
}

/** A column of a snapshot that is made when it is written, piece by piece, and whose length is counted before: both of nothing that rows may have changed since. */
export class Counted<Part> {
  readonly empty: Part;
  readonly count: Making<Part>['count'];
  readonly parts: Making<Part>['parts'];

  constructor({ empty, count, parts }: Making<Part>) {
    this.empty = empty;
    this.count = count;
    this.parts = parts;
  }
}

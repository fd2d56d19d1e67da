import type { ArraySource, BatchArrays } from '../data/batch-arrays.ts';

/** So many numbers are made at a time: less than a millisecond, also where they stand at random places. */
const STEP = 32_768;

/** How a column is made of copies. */
interface Making<Part> {
  /** How many entries it has. */
  readonly length: number;
  /** How many numbers stand side by side for each entry. */
  readonly width?: number;
  /** Makes what has to be there before any piece, in steps. */
  readonly prepare?: (() => Generator<void, void>) | null;
  readonly piece: Piece<Part>;
}

/** Makes entries `from` to `to`, in arrays of `arrays`, whose pieces are void once the next one is made. */
export type Piece<Part> = (from: number, to: number, arrays: ArraySource) => Part;

/** A column of a snapshot that is made when it is written, piece by piece, between which rows go on: of nothing that they may have changed since. */
export class InPieces<Part> {
  readonly length: number;
  readonly width: number;
  readonly prepare: (() => Generator<void, void>) | null;
  readonly piece: Piece<Part>;

  constructor({ length, width = 1, prepare = null, piece }: Making<Part>) {
    this.length = length;
    this.width = width;
    this.prepare = prepare;
    this.piece = piece;
  }

  /** All of it, once it is prepared: one piece after the other, each void once the next one is asked for. */
  *pieces(arrays: BatchArrays): Generator<Part, void> {
    for (const [from, to] of stepsOf(this.length, this.width)) {
      arrays.begin();
      yield this.piece(from, to, arrays);
    }
  }

  /** A column of what `change` makes of each piece. */
  changed<To>(change: (piece: Part) => To): InPieces<To> {
    const { length, width, prepare } = this;
    const piece: Piece<To> = (from, to, arrays) => change(this.piece(from, to, arrays));
    return new InPieces({ length, width, prepare, piece });
  }
}

/** The parts of `length` entries of `width` numbers each that are worked on at a time. */
export function* stepsOf(length: number, width = 1): Generator<readonly [from: number, to: number], void> {
  const step = Math.ceil(STEP / width);
  for (let from = 0; from < length; from += step) yield [from, Math.min(length, from + step)];
}

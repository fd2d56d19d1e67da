import { Fault } from '../fault.ts';
import type { Columns, Duration, Flat } from './columns.ts';
import type { Handle } from './stream.ts';
import { DataStream, derived } from './stream.ts';
import type { RejectionOptions } from './written-keys.ts';
import { rejectionKeys } from './written-keys.ts';

/** The columns of pairs: one that both sides have is prefixed. */
export type Paired<C extends Columns, D extends Columns> = Flat<
  { readonly [N in keyof C & string as N extends keyof D ? `left_${N}` : N]: C[N] } & {
    readonly [N in keyof D & string as N extends keyof C ? `right_${N}` : N]: D[N];
  }
>;

interface Side {
  readonly handle: Handle;
  readonly key: readonly string[];
}

/** What becomes of rows that come too late to be paired; else they are only counted. */
export interface LateSides<C extends Columns, D extends Columns> {
  readonly left?: (late: DataStream<C, true>) => unknown;
  readonly right?: (late: DataStream<D, true>) => unknown;
}

/** Two streams that are to be paired by their keys. */
export class IntervalJoin<C extends Columns, D extends Columns> {
  readonly #left: Side;
  readonly #right: Side;
  readonly #late: LateSides<C, D>;

  constructor(left: Side, right: Side, late: LateSides<C, D> = {}) {
    this.#left = left;
    this.#right = right;
    this.#late = late;
    if (left.key.length === right.key.length) return;
    const keys = `${left.key.join(', ')} and ${right.key.join(', ')}`;
    throw new Fault(
      'bad-document',
      `intervalJoin pairs keys of as many columns, these are ${keys}; key both sides alike`,
    );
  }

  /** Gives the functions of `late` the rows that come too late to be paired. */
  sideOutputLateData(late: LateSides<C, D>): IntervalJoin<C, D> {
    return new IntervalJoin(this.#left, this.#right, late);
  }

  /** Pairs whose right row happened at least `lower` and at most `upper` after the left one, both included. */
  between(lower: Duration, upper: Duration, options: RejectionOptions = {}): DataStream<Paired<C, D>, true> {
    const on = this.#left.key.map((name, i) => [name, this.#right.key[i]!]);
    const keys = { on, between: [lower, upper], ...rejectionKeys(options) };
    const inputs = [this.#left.handle, this.#right.handle];
    const pairs = derived<Paired<C, D>, true>(this.#left.handle, 'interval_join', keys, { inputs });
    const { graph, node } = pairs.handle;
    this.#late.left?.(new DataStream({ graph, node, output: 'late' }));
    this.#late.right?.(new DataStream({ graph, node, output: 'late-right' }));
    return pairs;
  }
}

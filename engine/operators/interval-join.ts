import type { Batch } from '../data/batch.ts';
import { takeRows, watermarksOf, watermarksPassed, withPassed } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { IntervalJoinOptions, OperatorNode } from '../document/plan.ts';
import type { KeyGroupRange } from '../state/key-groups.ts';
import type { SavedKeys } from '../state/key-table.ts';
import { KeyTable } from '../state/key-table.ts';
import type { SavedRows } from '../state/row-store.ts';
import type { Snapshot, Stateful, Taken } from '../state/snapshot.ts';
import { JoinPairs } from './interval-join-pairs.ts';
import { JoinRows } from './interval-join-rows.ts';
import { JoinSide } from './interval-join-side.ts';
import type { Operator, OperatorContext, Receiver, StateSize } from './operator.ts';

type IntervalJoinNode = OperatorNode & { readonly operator: IntervalJoinOptions };

interface SavedJoin extends Snapshot {
  readonly keys: SavedKeys;
  readonly left: SavedRows;
  readonly right: SavedRows;
}

/**
 * Pairs rows of two inputs that agree in some columns and are near in event time (contract, section 6; Flink's
 * IntervalJoinOperator). Each row that comes is paired with the kept rows of the other side, in order of their event time and
 * then of their arrival. Rows are kept as long as the watermark leaves them a partner.
 *
 * No pair is older than what was promised: its event time is at least that of its later row, which is not late. So the combined
 * watermark goes on as it is.
 */
export function createIntervalJoin(
  node: IntervalJoinNode,
  schemas: readonly Schema[],
  context: OperatorContext,
): Operator {
  return new IntervalJoin(node, schemas, context);
}

/** The same, which also says how many rows of either side it keeps. */
export class IntervalJoin implements Operator, Stateful {
  readonly state = this;
  readonly inputs: readonly Receiver[];
  readonly #context: OperatorContext;
  readonly #options: IntervalJoinOptions;
  readonly #schemas: readonly Schema[];
  readonly #keys: KeyTable;
  readonly #left: JoinSide;
  readonly #right: JoinSide;
  readonly #rows: JoinRows;
  readonly #pairs: JoinPairs;
  #slots = new Int32Array(0);
  // The watermarks of the batch in hand.
  #passed: Float64Array | undefined;

  constructor({ operator, schema }: IntervalJoinNode, schemas: readonly Schema[], context: OperatorContext) {
    const { on, lowerMs, upperMs } = operator;
    const [left, right] = schemas as [Schema, Schema];
    this.#context = context;
    this.#options = operator;
    this.#schemas = schemas;
    // Both sides give the key columns in the order of `on`.
    this.#keys = new KeyTable(
      on.map((_, place) => place),
      on.map((columns) => left[columns.left]!.type),
    );
    this.#left = new JoinSide(left, Math.max(upperMs, 0), this.#keys);
    this.#right = new JoinSide(right, Math.max(-lowerMs, 0), this.#keys);
    this.#rows = new JoinRows(this.#keys);
    this.#pairs = new JoinPairs(schema, this.#left.store, this.#right.store);
    const places = [on.map((columns) => columns.left), on.map((columns) => columns.right)] as const;
    this.inputs = [
      { keepsBatches: false, receive: (batch) => this.#receive(batch, 0, places[0]) },
      { keepsBatches: false, receive: (batch) => this.#receive(batch, 1, places[1]) },
    ];
  }

  /** How many rows are kept. */
  get kept(): { readonly left: number; readonly right: number } {
    return { left: this.#left.store.used, right: this.#right.store.used };
  }

  readonly stateSize = (): StateSize => ({ keys: this.#keys.size, entries: this.kept.left + this.kept.right });

  snapshot(): Taken<SavedJoin> {
    const { saved, places } = this.#keys.save();
    return { keys: saved, left: this.#left.save(places), right: this.#right.save(places) };
  }

  restore(saved: readonly Snapshot[], groups: KeyGroupRange): void {
    for (const { keys, left, right } of saved as readonly SavedJoin[]) {
      const keyOf = this.#keys.load(keys, groups);
      this.#left.load(left, keyOf);
      this.#right.load(right, keyOf);
    }
  }

  #receive(batch: Batch, side: 0 | 1, places: readonly number[]): void {
    this.#rows.take(batch, places);
    this.#passed = watermarksPassed(batch);
    if (0 < this.#rows.count) this.#join(batch, side);
    this.#givePairs(batch.watermark);
    this.#handOnLate(batch, side);
    this.#left.cleanUp(batch.watermark);
    this.#right.cleanUp(batch.watermark);
    this.#keys.sweep();
  }

  #join(batch: Batch, side: 0 | 1): void {
    const rows = this.#rows;
    const [own, other] = side === 0 ? [this.#left, this.#right] : [this.#right, this.#left];
    if (this.#slots.length < rows.count) this.#slots = new Int32Array(rows.count);
    own.fit(this.#keys.bound);
    other.fit(this.#keys.bound);
    own.add(batch, rows.keys, rows, this.#slots);
    for (let i = 0; i < rows.count; i++) {
      const slot = this.#slots[i]!;
      const watermark = rows.watermarks[rows.rows[i]!]!;
      const key = own.store.keys[slot]!;
      own.expire(key, watermark);
      other.expire(key, watermark);
      if (side === 0) this.#pairLeft(slot, key, watermark);
      else this.#pairRight(slot, key, watermark);
      own.insert(slot);
    }
  }

  #pairLeft(slot: number, key: number, watermark: number): void {
    const time = this.#left.store.times[slot]!;
    const from = time + this.#options.lowerMs;
    const to = time + this.#options.upperMs;
    const { next, heads } = this.#right;
    const { times } = this.#right.store;
    for (let right = heads[key]!; 0 <= right && times[right]! <= to; right = next[right]!) {
      if (times[right]! < from) continue;
      this.#pairs.add(slot, right, watermark);
      if (this.#pairs.isFull) this.#givePairs(watermark);
    }
  }

  #pairRight(slot: number, key: number, watermark: number): void {
    const time = this.#right.store.times[slot]!;
    const from = time - this.#options.upperMs;
    const to = time - this.#options.lowerMs;
    const { next, heads } = this.#left;
    const { times } = this.#left.store;
    for (let left = heads[key]!; 0 <= left && times[left]! <= to; left = next[left]!) {
      if (times[left]! < from) continue;
      this.#pairs.add(left, slot, watermark);
      if (this.#pairs.isFull) this.#givePairs(watermark);
    }
  }

  #givePairs(watermark: number): void {
    this.#context.output.receive(withPassed(this.#pairs.take(watermark), this.#passed));
  }

  /** Both side outputs hear of every watermark, whichever side it came with. */
  #handOnLate(batch: Batch, side: 0 | 1): void {
    const { late, lateCount } = this.#rows;
    this.#context.counters.late += lateCount;
    [this.#context.late, this.#context.lateRight].forEach((receiver, each) => {
      const isOwn = each === side && 0 < lateCount;
      receiver?.receive(isOwn ? takeRows(batch, late, lateCount) : watermarksOf(batch, this.#schemas[each]!));
    });
  }
}

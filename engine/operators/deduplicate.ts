import type { Batch } from '../data/batch.ts';
import { takeRows } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { DeduplicateOptions, OperatorNode } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import { Agenda } from '../state/agenda.ts';
import { grownBytes, grownFloat64 } from '../state/arrays.ts';
import { gatherLater } from '../state/gather.ts';
import type { KeyGroupRange } from '../state/key-groups.ts';
import type { SavedKeys } from '../state/key-table.ts';
import { KeyTable } from '../state/key-table.ts';
import type { SavedLastValues } from '../state/last-values.ts';
import { LastValues } from '../state/last-values.ts';
import type { Snapshot, Stateful, Taken } from '../state/snapshot.ts';
import { now } from '../state/snapshot.ts';
import type { OperatorContext, StatefulReceiver, StateSize } from './operator.ts';

type DeduplicateNode = OperatorNode & { readonly operator: DeduplicateOptions };

/** By place of the key: what is remembered of it. The times are empty without a `ttl`. */
interface SavedDeduplicate extends Snapshot {
  readonly keys: SavedKeys;
  readonly values: SavedLastValues;
  readonly lastTimes: Float64Array;
  readonly forgetAts: Float64Array;
}

/**
 * Lets pass, in arrival order, each row that does not repeat the row of its key before it (contract, section 6): one that differs
 * from it in the compared columns, or of whose key there was no row yet. With no columns to compare (`keep: first`) every further
 * row of a key is a repetition. Nulls are a value, as a key and where they are compared.
 *
 * With a `ttl` a key begins anew with a row whose event time is at least that much after all rows of the key so far. So each row
 * of a key, passed or not, keeps it alive; one that comes out of order does not move it back. What it remembers is bounded: a key is
 * forgotten once the watermark is two `ttl` past its latest row, so a row that comes later than that passes, whatever its own time.
 */
export function createDeduplicate(
  node: DeduplicateNode,
  inputSchema: Schema,
  context: OperatorContext,
): StatefulReceiver & Stateful {
  return new Deduplicate(node, inputSchema, context);
}

/** The same, which also says how much it remembers. */
export class Deduplicate implements StatefulReceiver, Stateful {
  readonly #context: OperatorContext;
  readonly #ttlMs: number | null;
  readonly #keys: KeyTable;
  /** The compared columns; with none of them no row differs. */
  readonly #values: LastValues;
  /** By key: 1 where it has state. */
  #isKnown = new Uint8Array(0);
  /** By key, with a `ttl`: the latest event time of its rows, and the watermark at which it is forgotten. */
  #lastTimes = new Float64Array(0);
  #forgetAts = new Float64Array(0);
  /** Keys to be looked at once the watermark reaches a moment; each that is remembered is in it once. */
  readonly #agenda = new Agenda();
  // Of the batch in hand: the key of each row, whether it differs from the row before, and the rows that pass.
  #keyOfRow = new Int32Array(0);
  #isChanged = new Uint8Array(0);
  #passed = new Int32Array(0);
  #remembered = 0;

  constructor({ operator }: DeduplicateNode, inputSchema: Schema, context: OperatorContext) {
    const typesOf = (places: readonly number[]) => places.map((place) => inputSchema[place]!.type);
    const on = operator.on ?? [];
    this.#context = context;
    this.#ttlMs = operator.ttlMs;
    this.#keys = new KeyTable(operator.key, typesOf(operator.key));
    this.#values = new LastValues(on, typesOf(on));
  }

  /** How many keys it remembers, and how many strings to compare with. */
  get remembered(): { readonly keys: number; readonly texts: number } {
    return { keys: this.#remembered, texts: this.#values.texts };
  }

  /** The keys that it remembers; each keeps the compared values of its last row. */
  get stateSize(): StateSize {
    return { keys: this.#remembered, entries: this.#remembered };
  }

  /** A batch of which every row passes is handed on. */
  get keepsBatches(): boolean {
    return this.#context.output.keepsBatches !== false;
  }

  receive(batch: Batch): void {
    const count = batch.length === 0 ? 0 : this.#pass(batch);
    this.#context.output.receive(count === batch.length ? batch : takeRows(batch, this.#passed, count));
    this.#forget(batch.watermark);
    this.#keys.sweep();
    this.#values.sweep();
  }

  snapshot(): Taken<SavedDeduplicate> {
    const { saved: keys, kept: laterKept } = this.#keys.save();
    const kept = now(laterKept);
    const lives = this.#ttlMs === null ? 0 : kept.length;
    return {
      keys,
      values: this.#values.save(kept),
      lastTimes: gatherLater(this.#lastTimes, kept, lives),
      forgetAts: gatherLater(this.#forgetAts, kept, lives),
    };
  }

  restore(saved: readonly Snapshot[], groups: KeyGroupRange): void {
    for (const each of saved as readonly SavedDeduplicate[]) {
      const keys = this.#keys.load(each.keys, groups);
      this.#fitKeys();
      this.#values.load(each.values, keys);
      keys.forEach((key, place) => {
        if (key < 0) return;
        this.#remember(key);
        if (this.#ttlMs === null) return;
        this.#lastTimes[key] = each.lastTimes[place]!;
        this.#forgetAts[key] = each.forgetAts[place]!;
        this.#agenda.add(this.#forgetAts[key], key);
      });
    }
  }

  /** Writes the rows that pass to `#passed` and gives their count. */
  #pass(batch: Batch): number {
    this.#fit(batch);
    this.#keys.resolve(batch, this.#keyOfRow);
    this.#fitKeys();
    this.#values.take(batch, this.#keyOfRow, this.#isChanged);
    return this.#ttlMs === null ? this.#passLasting(batch.length) : this.#passAlive(batch, this.#ttlMs);
  }

  #passLasting(length: number): number {
    let count = 0;
    for (let row = 0; row < length; row++) {
      const key = this.#keyOfRow[row]!;
      if (this.#isKnown[key] === 0) this.#remember(key);
      else if (this.#isChanged[row] === 0) continue;
      this.#passed[count++] = row;
    }
    return count;
  }

  #passAlive({ length, eventTimes, watermarksBefore }: Batch, ttlMs: number): number {
    if (eventTimes === null) throw new Fault('internal', 'a deduplicate with a ttl was given rows without event time');
    let count = 0;
    for (let row = 0; row < length; row++) {
      const key = this.#keyOfRow[row]!;
      const time = eventTimes[row]!;
      const watermark = typeof watermarksBefore === 'number' ? watermarksBefore : watermarksBefore[row]!;
      const isForgotten = this.#isKnown[key] === 0 || this.#forgetAts[key]! <= watermark;
      const isNew = isForgotten || this.#lastTimes[key]! + ttlMs <= time;
      if (isNew || this.#isChanged[row] === 1) this.#passed[count++] = row;
      const wasUnknown = this.#isKnown[key] === 0;
      if (wasUnknown) this.#remember(key);
      if (isForgotten || this.#lastTimes[key]! < time) this.#lastTimes[key] = time;
      // A row may come behind the watermark; one that does so by less than a ttl is still known to be a repetition.
      this.#forgetAts[key] = Math.max(this.#lastTimes[key]!, watermark) + 2 * ttlMs;
      if (wasUnknown) this.#agenda.add(this.#forgetAts[key], key);
    }
    return count;
  }

  #remember(key: number): void {
    this.#keys.retain(key);
    this.#isKnown[key] = 1;
    this.#remembered++;
  }

  #forget(watermark: number): void {
    while (0 < this.#agenda.length && this.#agenda.earliest <= watermark) {
      const key = this.#agenda.take();
      const moment = this.#forgetAts[key]!;
      if (watermark < moment) {
        this.#agenda.add(moment, key);
        continue;
      }
      this.#values.forget(key);
      this.#keys.release(key);
      this.#isKnown[key] = 0;
      this.#remembered--;
    }
  }

  #fit({ length }: Batch): void {
    if (length <= this.#passed.length) return;
    this.#keyOfRow = new Int32Array(length);
    this.#isChanged = new Uint8Array(length);
    this.#passed = new Int32Array(length);
  }

  #fitKeys(): void {
    const { bound } = this.#keys;
    this.#values.fit(bound);
    if (bound <= this.#isKnown.length) return;
    this.#isKnown = grownBytes(this.#isKnown, bound);
    if (this.#ttlMs === null) return;
    this.#lastTimes = grownFloat64(this.#lastTimes, bound);
    this.#forgetAts = grownFloat64(this.#forgetAts, bound);
  }
}

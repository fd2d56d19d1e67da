import type { Batch } from '../data/batch.ts';
import { takeRows, watermarkBefore, watermarkOnly, watermarksOf, watermarksPassed, withPassed } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { OperatorNode, TopNOptions } from '../document/plan.ts';
import { RowFailures } from '../expression/index.ts';
import { Fault } from '../fault.ts';
import { Agenda, type SavedAgenda } from '../state/agenda.ts';
import type { KeyGroupRange } from '../state/key-groups.ts';
import { KeyTable, type SavedKeys } from '../state/key-table.ts';
import type { SavedRows } from '../state/row-store.ts';
import { RowStore } from '../state/row-store.ts';
import type { Snapshot, Stateful, Taken } from '../state/snapshot.ts';
import { now } from '../state/snapshot.ts';
import { PassedWatermarks } from '../time/passed-watermarks.ts';
import type { OperatorContext, StatefulReceiver, StateSize } from './operator.ts';
import { TopNFirsts } from './top-n-firsts.ts';
import { TopNGiven } from './top-n-given.ts';
import { TopNGroups } from './top-n-groups.ts';
import { TopNOrder } from './top-n-order.ts';

type TopNNode = OperatorNode & { readonly operator: TopNOptions };

interface SavedTopN extends Snapshot {
  /** One number: what has been promised downstream. */
  readonly watermark: Float64Array;
  readonly groups: SavedKeys;
  /** Those of one group in the order of its list. */
  readonly rows: SavedRows;
  readonly due: SavedAgenda;
}

/**
 * Gives, of each window and key, the first `n` rows and their rank (contract, section 6; Flink SQL's window Top-N). Rows that
 * tie rank in order of arrival, nulls last whichever the direction.
 *
 * A result of a window has the event time end − 1 ms, so its group is given once the watermark reaches that: in order of the
 * ends, and within one end in order of the groups' first rows. A row that comes later, such as a window that fires again,
 * is late: its ranks have been given, and are not given again.
 */
export function createTopN(node: TopNNode, inputSchema: Schema, context: OperatorContext): StatefulReceiver & Stateful {
  return new TopN(node, inputSchema, context);
}

/** The same, which also says how many rows it keeps. */
export class TopN implements StatefulReceiver, Stateful {
  readonly #context: OperatorContext;
  readonly #inputSchema: Schema;
  /** A group is a window and a key. */
  readonly #table: KeyTable;
  readonly #order: TopNOrder;
  readonly #groups: TopNGroups;
  readonly #firsts: TopNFirsts;
  readonly #store: RowStore;
  /** The groups that are to be given, by the event time of their rows. */
  readonly #due = new Agenda();
  readonly #passed = new PassedWatermarks();
  readonly #failures = new RowFailures();
  // What has been promised downstream so far.
  #watermark = -Infinity;
  // Of the batch in hand: what is to be given, and the other slots that are free afterwards.
  readonly #given: TopNGiven;
  #removed: number[] = [];
  #rows = arraysOf(0);

  constructor({ operator, schema }: TopNNode, inputSchema: Schema, context: OperatorContext) {
    const places = [operator.window.start, operator.window.end, ...operator.key];
    this.#context = context;
    this.#given = new TopNGiven(schema);
    this.#inputSchema = inputSchema;
    this.#table = new KeyTable(
      places,
      places.map((place) => inputSchema[place]!.type),
    );
    this.#order = new TopNOrder(operator.orderBy);
    this.#groups = new TopNGroups(operator.n, this.#order);
    this.#firsts = new TopNFirsts(operator.n, this.#order);
    this.#store = new RowStore(
      inputSchema.map((_, place) => place),
      inputSchema.map(({ type }) => type),
    );
  }

  /** The windows and keys that are not given yet, and the rows of theirs that it keeps. */
  get stateSize(): StateSize {
    return { keys: this.#due.length, entries: this.#store.used };
  }

  /** What it needs of its rows is copied. */
  readonly keepsBatches = false;

  receive(batch: Batch): void {
    this.#passed.take(batch);
    if (0 < batch.length) this.#rank(batch);
    else this.#context.late?.receive(watermarksOf(batch, this.#inputSchema));
    this.#advance(batch.watermark);
    this.#context.output.receive(withPassed(this.#given.take(this.#store, this.#watermark), watermarksPassed(batch)));
    this.#cleanUp();
  }

  snapshot(): Taken<SavedTopN> {
    const { saved: groups, places } = this.#table.save();
    const placeOf = now(places);
    return {
      watermark: Float64Array.of(this.#watermark),
      groups,
      rows: this.#store.save(this.#groups.slots(), places),
      due: this.#due.save((group) => placeOf[group]!),
    };
  }

  restore(saved: readonly Snapshot[], groups: KeyGroupRange): void {
    const all = saved as readonly SavedTopN[];
    // What only some of the former subtasks had promised, this one has not.
    this.#watermark = Math.min(...all.map(({ watermark }) => watermark[0]!));
    for (const each of all) this.#load(each, this.#table.load(each.groups, groups));
  }

  #load({ rows, due }: SavedTopN, groupOf: Int32Array): void {
    const slots = this.#store.load(rows, groupOf).filter((slot) => 0 <= slot);
    this.#fit();
    this.#order.evaluate(this.#rowsIn(slots), this.#failures);
    for (let i = 0; i < slots.length; i++) {
      this.#order.keep(i, slots[i]!);
      // Lists are cut before they are saved, so none is too long.
      this.#groups.add(this.#store.keys[slots[i]!]!, slots[i]!);
    }
    for (const group of groupOf) if (0 <= group) this.#table.retain(group);
    this.#due.load(due, groupOf);
  }

  #rowsIn(slots: Int32Array): Batch {
    const columns = this.#store.read(slots, slots.length);
    const eventTimes = Float64Array.from(slots, (slot) => this.#store.times[slot]!);
    const empty = watermarkOnly(this.#inputSchema, this.#watermark);
    return { ...empty, length: slots.length, columns, eventTimes };
  }

  #fit(): void {
    this.#order.grow(this.#store.capacity);
    this.#groups.fit(this.#table.bound, this.#store.capacity);
  }

  #rank(batch: Batch): void {
    const { eventTimes, length } = batch;
    if (eventTimes === null) throw new Fault('internal', 'a top_n was given rows without event time');
    if (this.#rows.groups.length < length) this.#rows = arraysOf(length);
    this.#table.resolve(batch, this.#rows.groups);
    this.#failures.reset();
    this.#order.evaluate(batch, this.#failures);
    const ranked = this.#firsts.of(batch, this.#pick(batch, eventTimes), this.#rows.groups);
    // Mostly only few of the first ones can be, and the more there were, the fewer of the next.
    for (let from = 0, size = this.#groups.rowsToCut; from < ranked.length; from += size, size *= 2) {
      this.#keep(batch, ranked.subarray(from, from + size));
    }
  }

  /** Keeps those of `rows` that may be among the first of their groups. */
  #keep(batch: Batch, rows: Int32Array): void {
    const { groups, picked, slots } = this.#rows;
    const count = this.#pickFirst(rows);
    this.#store.add(batch, groups, { rows: picked, count }, slots);
    this.#fit();
    this.#advance(watermarkBefore(batch, rows[0]!));
    // Where the watermark is the same before all rows, those that are not kept change nothing.
    const passing = typeof batch.watermarksBefore === 'number' ? picked.subarray(0, count) : rows;
    let next = 0;
    for (let i = 0; i < passing.length; i++) {
      const row = passing[i]!;
      const watermark = watermarkBefore(batch, row);
      if (this.#watermark < watermark) this.#advance(watermark);
      if (next === count || row !== picked[next]) continue;
      this.#order.keep(row, slots[next]!);
      this.#add(groups[row]!, slots[next++]!);
    }
  }

  /** Writes those of `rows` that may be among the first of their groups to `picked`, and gives how many they are. */
  #pickFirst(rows: Int32Array): number {
    const { groups, picked } = this.#rows;
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (!this.#groups.isBehind(groups[row]!, row)) picked[count++] = row;
    }
    return count;
  }

  /** The rows that are ranked; the others are late, or rejected. */
  #pick(batch: Batch, times: Float64Array): Int32Array {
    const { ranked, late } = this.#rows;
    let [count, lateCount] = [0, 0];
    for (let row = 0; row < batch.length; row++) {
      const reason = this.#failures.count === 0 ? null : this.#failures.get(row);
      // A late row is not rejected, whatever its values: they are not looked at.
      if (times[row]! <= watermarkBefore(batch, row)) late[lateCount++] = row;
      else if (reason !== null) this.#context.reject(batch, row, reason);
      else ranked[count++] = row;
    }
    this.#context.counters.late += lateCount;
    this.#context.late?.receive(takeRows(batch, late, lateCount));
    return ranked.subarray(0, count);
  }

  #add(group: number, slot: number): void {
    if (this.#groups.isEmpty(group)) {
      this.#table.retain(group);
      this.#due.add(this.#store.times[slot]!, group);
    }
    for (const other of this.#groups.add(group, slot)) this.#removed.push(other);
  }

  /** Gives every group that is due at `watermark`, which is then promised downstream. */
  #advance(watermark: number): void {
    while (this.#due.earliest <= watermark && 0 < this.#due.length) {
      const next = this.#passed.next(watermark);
      while (this.#due.earliest <= next && 0 < this.#due.length) this.#give(this.#due.take());
      this.#watermark = Math.max(this.#watermark, next);
    }
    this.#watermark = Math.max(this.#watermark, watermark);
  }

  #give(group: number): void {
    const [first, others] = this.#groups.take(group);
    this.#given.add(first, this.#watermark);
    for (const slot of others) this.#removed.push(slot);
    this.#table.release(group);
  }

  #cleanUp(): void {
    const given = this.#given.clear();
    if (0 < given.length || 0 < this.#removed.length) {
      const slots = Int32Array.from([...given, ...this.#removed]);
      this.#store.remove(slots, slots.length);
      this.#removed = [];
    }
    this.#store.sweep();
    this.#table.sweep();
  }
}

/**
 * What is known of the rows of the batch in hand, in arrays that are those of the next batch too: the group of each, which are ranked and
 * which are late, and of some of them those that are picked to be kept, with their slots.
 */
type RowsInHand = Readonly<Record<'groups' | 'ranked' | 'late' | 'picked' | 'slots', Int32Array>>;

function arraysOf(length: number): RowsInHand {
  const [groups, ranked, late] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
  return { groups, ranked, late, picked: new Int32Array(length), slots: new Int32Array(length) };
}

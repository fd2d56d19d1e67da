import type { Batch } from '../data/batch.ts';
import { takeRows, watermarksOf, watermarksPassed, withPassed } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { OperatorNode, PatternOptions } from '../document/plan.ts';
import type { SavedMatcher } from '../patterns/matcher.ts';
import { BEGINNINGS_MAX, Matcher } from '../patterns/matcher.ts';
import type { SavedAgenda } from '../state/agenda.ts';
import { Agenda } from '../state/agenda.ts';
import { grownBytes } from '../state/arrays.ts';
import type { KeyGroupRange } from '../state/key-groups.ts';
import type { SavedKeys } from '../state/key-table.ts';
import { KeyTable } from '../state/key-table.ts';
import type { Snapshot, Stateful, Taken } from '../state/snapshot.ts';
import { now } from '../state/snapshot.ts';
import { PassedWatermarks } from '../time/passed-watermarks.ts';
import type { OperatorContext, StatefulReceiver, StateSize } from './operator.ts';
import { columnsRead } from './pattern-columns.ts';
import { PatternResults } from './pattern-results.ts';
import type { SavedHeldRows } from './pattern-held-rows.ts';
import { HeldRows } from './pattern-held-rows.ts';
import { PatternRows } from './pattern-rows.ts';

type PatternNode = OperatorNode & { readonly operator: PatternOptions };

interface SavedPattern extends Snapshot {
  /** One number: what has been promised downstream. */
  readonly watermark: Float64Array;
  readonly keys: SavedKeys;
  readonly held: SavedHeldRows;
  readonly waiting: SavedAgenda;
  readonly matcher: SavedMatcher;
}

/** Matches after which they are handed on, so that many at once do not fill the memory. */
const MATCHES_PER_BATCH = 4096;

/**
 * Finds sequences of rows per key (contract, section 6; Flink's CepOperator). Rows are held until the watermark reaches them, and
 * then taken in order of event time, those of one moment in order of arrival; so matches of different keys come in the order of
 * their last rows, each before the watermark that brought it about.
 */
export function createPattern(
  node: PatternNode,
  inputSchema: Schema,
  context: OperatorContext,
): StatefulReceiver & Stateful {
  return new Pattern(node, inputSchema, context);
}

/** The same, which also says what it keeps. */
export class Pattern implements StatefulReceiver, Stateful {
  readonly #context: OperatorContext;
  readonly #inputSchema: Schema;
  readonly #withinMs: number;
  readonly #keys: KeyTable;
  readonly #held: HeldRows;
  readonly #matcher: Matcher;
  readonly #rows: PatternRows;
  readonly #results: PatternResults;
  readonly #passed = new PassedWatermarks();
  /** Rows that the watermark has not reached. */
  readonly #waiting = new Agenda();
  /** Keys whose unfinished matches are to be looked at once the watermark reaches a moment; each is in it once at most. */
  readonly #expiring = new Agenda();
  #isExpiring = new Uint8Array(0);
  // What has been promised downstream so far.
  #watermark = -Infinity;
  // All watermarks of the batch in hand.
  #allPassed: Float64Array | undefined;

  constructor({ operator, schema }: PatternNode, inputSchema: Schema, context: OperatorContext) {
    const keyTypes = operator.key.map((place) => inputSchema[place]!.type);
    this.#context = context;
    this.#inputSchema = inputSchema;
    this.#withinMs = operator.withinMs ?? Infinity;
    this.#keys = new KeyTable(operator.key, keyTypes);
    this.#held = new HeldRows(inputSchema, columnsRead(operator.calls));
    this.#matcher = new Matcher(operator, this.#held);
    this.#rows = new PatternRows(operator.steps, this.#keys);
    this.#results = new PatternResults(operator, { input: inputSchema, result: schema }, this.#held);
  }

  /** How many rows and partial matches it keeps. */
  get kept(): { readonly rows: number; readonly partialMatches: number } {
    return { rows: this.#held.used, partialMatches: this.#matcher.unfinished };
  }

  /** The keys that it has seen and not forgotten; the rows that it holds, and the matches that they have begun. */
  get stateSize(): StateSize {
    const { rows, partialMatches } = this.kept;
    return { keys: this.#keys.size, entries: rows + partialMatches };
  }

  /** What it needs of its rows is copied. */
  readonly keepsBatches = false;

  receive(batch: Batch): void {
    this.#rows.take(batch);
    this.#passed.take(batch);
    this.#allPassed = watermarksPassed(batch);
    if (0 < batch.length) this.#hold(batch);
    this.#advance(batch.watermark);
    this.#giveResults();
    this.#rejectRows(batch);
    this.#handOnLate(batch);
    this.#cleanUp();
  }

  snapshot(): Taken<SavedPattern> {
    const { saved: keys, places: keyPlaces } = this.#keys.save();
    const { saved: held, places: rowPlaces } = this.#held.save(keyPlaces);
    const waiting = this.#waiting.save((slot) => rowPlaces[slot]!);
    const watermark = Float64Array.of(this.#watermark);
    return { watermark, keys, held, waiting, matcher: this.#matcher.save(now(keyPlaces), rowPlaces) };
  }

  restore(saved: readonly Snapshot[], groups: KeyGroupRange): void {
    const all = saved as readonly SavedPattern[];
    // What only some of the former subtasks had promised, this one has not.
    this.#watermark = Math.min(...all.map(({ watermark }) => watermark[0]!));
    for (const each of all) this.#load(each, this.#keys.load(each.keys, groups));
  }

  #load({ held, waiting, matcher }: SavedPattern, keyOf: Int32Array): void {
    this.#fitKeys();
    const rowOf = this.#held.load(held, keyOf);
    this.#waiting.load(waiting, rowOf);
    for (const place of waiting.items) {
      if (rowOf[place]! < 0) continue;
      this.#held.use(rowOf[place]!);
      this.#keys.retain(this.#held.keyOf(rowOf[place]!));
    }
    this.#matcher.load(matcher, keyOf, rowOf);
    for (const key of keyOf) if (0 <= key) this.#track(key, false);
  }

  #fitKeys(): void {
    this.#matcher.fit(this.#keys.bound);
    if (this.#isExpiring.length < this.#keys.bound) this.#isExpiring = grownBytes(this.#isExpiring, this.#keys.bound);
  }

  #hold(batch: Batch): void {
    const rows = this.#rows;
    const slots = this.#held.add(batch, rows);
    this.#fitKeys();
    let next = 0;
    for (let row = 0; row < batch.length; row++) {
      this.#advance(rows.watermarks[row]!);
      if (next === rows.count || rows.rows[next] !== row) continue;
      const slot = slots[next++]!;
      this.#keys.retain(this.#held.keyOf(slot));
      this.#waiting.add(this.#held.timeOf(slot), slot);
    }
  }

  /** Takes the rows that `watermark` has reached, which is then promised downstream: what they complete comes before it. */
  #advance(watermark: number): void {
    // Where no row is due on the way, the way makes no difference.
    while (0 < this.#waiting.length && this.#waiting.earliest <= watermark) {
      const next = this.#passed.next(watermark);
      while (0 < this.#waiting.length && this.#waiting.earliest <= next) this.#take(this.#waiting.take());
      this.#watermark = Math.max(this.#watermark, next);
    }
    this.#watermark = Math.max(this.#watermark, watermark);
  }

  #take(slot: number): void {
    const matcher = this.#matcher;
    const key = this.#held.keyOf(slot);
    const isOpen = matcher.beginning(key) !== Infinity;
    const outcome = matcher.take(key, slot, this.#held.matchedBy(slot));
    if (outcome === 'refused') this.#refuse(slot);
    for (let i = 0; i < matcher.foundCount; i++) this.#results.add(matcher.found[i]!, key, this.#watermark);
    matcher.foundCount = 0;
    this.#track(key, isOpen);
    this.#keys.release(key);
    this.#held.unused(slot);
    if (MATCHES_PER_BATCH <= this.#results.count) this.#giveResults();
  }

  /** A key is retained as long as it has unfinished matches, and looked at when the first of them can be complete no more. */
  #track(key: number, wasOpen: boolean): void {
    const beginning = this.#matcher.beginning(key);
    const isOpen = beginning !== Infinity;
    if (isOpen && !wasOpen) this.#keys.retain(key);
    if (!isOpen && wasOpen) this.#keys.release(key);
    if (!isOpen || this.#withinMs === Infinity || this.#isExpiring[key] === 1) return;
    this.#isExpiring[key] = 1;
    this.#expiring.add(beginning + this.#withinMs, key);
  }

  #refuse(slot: number): void {
    const reason = `${BEGINNINGS_MAX} matches have begun for this key and are not complete, so this row begins none; write within, so that they end`;
    this.#context.reject(this.#results.describe(slot, this.#keys, this.#watermark), 0, reason);
  }

  #giveResults(): void {
    const batch = this.#results.take(this.#matcher.taken, this.#keys, this.#watermark, this.#context);
    this.#context.output.receive(withPassed(batch, this.#allPassed));
  }

  #rejectRows(batch: Batch): void {
    const { failures } = this.#rows;
    if (batch.length === 0 || failures.count === 0) return;
    for (let row = 0; row < batch.length; row++) {
      const reason = failures.get(row);
      // A late row is not rejected, whatever its values: they are not looked at.
      if (reason !== null && !this.#rows.isLate(row)) this.#context.reject(batch, row, reason);
    }
  }

  #handOnLate(batch: Batch): void {
    const { late, lateCount } = this.#rows;
    this.#context.counters.late += lateCount;
    const rows = lateCount === 0 ? watermarksOf(batch, this.#inputSchema) : takeRows(batch, late, lateCount);
    this.#context.late?.receive(rows);
  }

  #cleanUp(): void {
    while (0 < this.#expiring.length && this.#expiring.earliest <= this.#watermark) {
      const key = this.#expiring.take();
      const wasOpen = this.#matcher.beginning(key) !== Infinity;
      this.#matcher.expire(key, this.#watermark);
      this.#isExpiring[key] = 0;
      this.#track(key, wasOpen);
    }
    this.#held.sweep();
    this.#keys.sweep();
  }
}

import type { PatternOptions } from '../document/plan.ts';
import { grownInt32 } from '../state/arrays.ts';
import type { Snapshot } from '../state/snapshot.ts';
import type { SavedPartialMatches } from './partial-matches.ts';
import { PartialMatches } from './partial-matches.ts';
import type { Sequence } from './sequence.ts';
import { compileSequence } from './sequence.ts';
import type { SavedTakenRows } from './taken-rows.ts';
import { TakenRows } from './taken-rows.ts';

const NONE = -1;
/** In place of a partial match: a match has ended all of its key. */
const ENDED = -2;

/** Rows of one key that may each have begun an unfinished match of a pattern without `within` under `skip_to_next`. */
export const BEGINNINGS_MAX = 10_000;

/** Who keeps the rows. */
export interface RowKeeper {
  /** Tells that `row` is needed once more; `unused` takes one of these back. */
  use(row: number): void;
  unused(row: number): void;
  /** The event time of `row`. */
  timeOf(row: number): number;
}

export interface SavedMatcher extends Snapshot {
  readonly taken: SavedTakenRows;
  readonly partials: SavedPartialMatches;
}

/** What one row did. */
export type Outcome = 'taken' | 'refused';

/**
 * Finds the matches of a pattern in the rows of each key, given in order of event time (Flink's NFA for followedBy, next, times
 * and consecutive).
 *
 * A match is given as soon as a row completes it. Each row begins at most one match. Of several that begin with the same row and
 * are complete with the same row, the one whose first steps took the most rows is given. With `skip_past_last` a match ends
 * everything that is unfinished for its key, with `skip_to_next` only what began with the same row.
 *
 * In Flink a match that is complete waits for unfinished ones that began earlier. That never happens here: a step takes every row
 * that it can, so an earlier beginning that is not dead has come at least as far by the same row. Hence also, without `within`
 * and with `skip_past_last`, of two partial matches in one state the later is never the first to finish, and is given up at once.
 */
export class Matcher {
  /** The rows of partial matches and of matches. */
  readonly taken: TakenRows;
  /** The last entries of the matches that were found, in order. Each is held until whoever takes it releases it. */
  found = new Int32Array(16);
  foundCount = 0;
  readonly #sequence: Sequence;
  readonly #withinMs: number;
  readonly #skipsPastLast: boolean;
  readonly #sharesStates: boolean;
  readonly #mostBeginnings: number;
  readonly #rows: RowKeeper;
  readonly #partials: PartialMatches;
  /** By state: the stamp of the beginning that has a partial match in it already. */
  readonly #marks: Float64Array;
  #stamp = 0;
  // The list that is being built for the key in hand.
  #head = NONE;
  #tail = NONE;

  constructor(
    { steps, withinMs, afterMatch }: Pick<PatternOptions, 'steps' | 'withinMs' | 'afterMatch'>,
    rows: RowKeeper,
  ) {
    this.#sequence = compileSequence(steps);
    this.#withinMs = withinMs ?? Infinity;
    this.#skipsPastLast = afterMatch === 'skip_past_last';
    this.#sharesStates = withinMs === null && this.#skipsPastLast;
    this.#mostBeginnings = withinMs === null && !this.#skipsPastLast ? BEGINNINGS_MAX : Infinity;
    this.#rows = rows;
    this.taken = new TakenRows(
      (row) => rows.use(row),
      (row) => rows.unused(row),
    );
    this.#partials = new PartialMatches(this.taken);
    this.#marks = new Float64Array(this.#sequence.states);
  }

  /** How many partial matches there are. */
  get unfinished(): number {
    return this.#partials.used;
  }

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    this.#partials.fit(bound);
  }

  /** What is unfinished. `keyPlaces` and `rowPlaces`: what keys and rows are called in the snapshot. */
  save(keyPlaces: Int32Array, rowPlaces: Int32Array): SavedMatcher {
    const { saved, places } = this.taken.save(rowPlaces);
    return { taken: saved, partials: this.#partials.save(keyPlaces, places) };
  }

  /** Takes over what is unfinished of the keys `keyOf[place]`, whose rows are `rowOf[place]`; `fit` has been called. */
  load({ taken, partials }: SavedMatcher, keyOf: Int32Array, rowOf: Int32Array): void {
    this.#partials.load(partials, keyOf, this.taken.load(taken, rowOf));
  }

  /** When the first unfinished match of `key` began; +Infinity where there is none. */
  beginning(key: number): number {
    const head = this.#partials.heads[key]!;
    return head === NONE ? Infinity : this.#beginningOf(head);
  }

  /** Gives up the matches of `key` that cannot be complete by `time` any more. */
  expire(key: number, time: number): void {
    const { heads, next } = this.#partials;
    let head = heads[key]!;
    while (head !== NONE && this.#withinMs <= time - this.#beginningOf(head)) {
      const behind = next[head]!;
      this.#partials.remove(head);
      head = behind;
    }
    heads[key] = head;
  }

  /**
   * Takes the next row of `key`. `matched`: a bit for each step that can take it. `refused`: it would have begun one match too many;
   * those that had begun go on.
   */
  take(key: number, row: number, matched: number): Outcome {
    this.expire(key, this.#rows.timeOf(row));
    this.#head = NONE;
    this.#tail = NONE;
    this.#stamp++;
    const beginnings = this.#advanceAll(this.#partials.heads[key]!, row, matched);
    const canBegin = (matched & 1) === 1 && beginnings !== ENDED;
    const isRefused = canBegin && this.#mostBeginnings <= beginnings;
    if (canBegin && !isRefused) this.#begin(row);
    this.#partials.heads[key] = this.#head;
    return isRefused ? 'refused' : 'taken';
  }

  /** Carries on the partial matches from `list` on, and gives how many beginnings are left, or that a match has ended all. */
  #advanceAll(list: number, row: number, matched: number): number {
    let beginnings = 0;
    for (let at = list; at !== NONE;) {
      const tailBefore = this.#tail;
      at = this.#advanceBeginning(at, row, matched);
      if (at === ENDED) return ENDED;
      if (this.#tail !== tailBefore) beginnings++;
    }
    return beginnings;
  }

  /** Carries on those that began with the same row as `from`, which is the first of them, and gives the one behind them. */
  #advanceBeginning(from: number, row: number, matched: number): number {
    const tailBefore = this.#tail;
    const beginning = this.#partials.first[from]!;
    if (!this.#sharesStates) this.#stamp++;
    let isComplete = false;
    let at = from;
    while (at !== NONE && this.#partials.first[at] === beginning) {
      const behind = this.#partials.next[at]!;
      if (isComplete) this.#partials.remove(at);
      else isComplete = this.#advance(at, row, matched);
      at = behind;
    }
    if (!isComplete) return at;
    this.#cutBehind(this.#skipsPastLast ? NONE : tailBefore);
    if (!this.#skipsPastLast) return at;
    this.#partials.removeFrom(at);
    return ENDED;
  }

  /** Gives `row` to one partial match; whether that completes a match. */
  #advance(partial: number, row: number, matched: number): boolean {
    const state = this.#partials.states[partial]!;
    const canTake = ((matched >> this.#sequence.stepOf[state]!) & 1) === 1;
    if (!canTake && this.#sequence.isStrict[state] === 0) {
      this.#keep(partial, state);
      return false;
    }
    const isComplete = canTake && this.#goOn(state, row, partial);
    this.#partials.remove(partial);
    return isComplete;
  }

  #begin(row: number): void {
    if (!this.#sharesStates) this.#stamp++;
    const isComplete = this.#goOn(0, row, NONE);
    // What began earlier ends with this match, too.
    if (isComplete && this.#skipsPastLast) this.#cutBehind(NONE);
  }

  /** Takes `row` in `state` after what `partial` has taken (-1: nothing); whether that completes a match. */
  #goOn(state: number, row: number, partial: number): boolean {
    const { stepOf, stays, goesOn, completes } = this.#sequence;
    const entry = this.taken.add(row, stepOf[state]!, partial === NONE ? NONE : this.#partials.last[partial]!);
    const first = partial === NONE ? entry : this.#partials.first[partial]!;
    this.taken.hold(entry);
    if (completes[state] === 1) {
      this.#find(entry);
      return true;
    }
    // The one that takes more rows of the step comes first.
    if (stays[state] !== NONE) this.#add(stays[state]!, first, entry);
    if (goesOn[state] !== NONE) this.#add(goesOn[state]!, first, entry);
    this.taken.release(entry);
    return false;
  }

  #find(entry: number): void {
    if (this.found.length === this.foundCount) this.found = grownInt32(this.found, this.foundCount + 1);
    this.found[this.foundCount++] = entry;
  }

  #add(state: number, first: number, last: number): void {
    if (this.#marks[state] === this.#stamp) return;
    this.#append(this.#partials.add(state, first, last), state);
  }

  #keep(partial: number, state: number): void {
    if (this.#marks[state] === this.#stamp) this.#partials.remove(partial);
    else this.#append(partial, state);
  }

  #append(partial: number, state: number): void {
    this.#marks[state] = this.#stamp;
    this.#partials.next[partial] = NONE;
    if (this.#tail === NONE) this.#head = partial;
    else this.#partials.next[this.#tail] = partial;
    this.#tail = partial;
  }

  /** Gives up what stands behind `tail` in the list that is being built; -1: all of it. */
  #cutBehind(tail: number): void {
    const { next } = this.#partials;
    this.#partials.removeFrom(tail === NONE ? this.#head : next[tail]!);
    if (tail === NONE) this.#head = NONE;
    else next[tail] = NONE;
    this.#tail = tail;
  }

  #beginningOf(partial: number): number {
    return this.#rows.timeOf(this.taken.rows[this.#partials.first[partial]!]!);
  }
}

import { grownInt32 } from '../state/arrays.ts';
import type { Snapshot } from '../state/snapshot.ts';
import type { TakenRows } from './taken-rows.ts';

const NONE = -1;

/** Partial matches, those of one key in the order of its list; entries and keys by their places. */
export interface SavedPartialMatches extends Snapshot {
  readonly keys: Int32Array;
  readonly states: Int32Array;
  readonly last: Int32Array;
  readonly first: Int32Array;
}

/**
 * The partial matches of all keys: per key a list in which those that began with the same row stand together, the earliest such
 * row first, and of those the ones whose earlier steps have taken more rows first.
 */
export class PartialMatches {
  /** By partial match: the state that it is in, its last entry and its first one, and the one behind it (-1: none). Replaced when they grow. */
  states = new Int32Array(0);
  last = new Int32Array(0);
  first = new Int32Array(0);
  next = new Int32Array(0);
  /** By key: the first of its list; -1 where it has none. */
  heads = new Int32Array(0);
  #free: number[] = [];
  readonly #taken: TakenRows;

  constructor(taken: TakenRows) {
    this.#taken = taken;
  }

  /** How many partial matches there are. */
  get used(): number {
    return this.states.length - this.#free.length;
  }

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    if (this.heads.length < bound) this.heads = grownInt32(this.heads, bound, NONE);
  }

  /** A partial match in no list, which holds `last`. */
  add(state: number, first: number, last: number): number {
    const partial = this.#free.pop() ?? this.#grow();
    this.states[partial] = state;
    this.first[partial] = first;
    this.last[partial] = last;
    this.next[partial] = NONE;
    this.#taken.hold(last);
    return partial;
  }

  /** Gives up a partial match that is in no list any more. */
  remove(partial: number): void {
    this.#taken.release(this.last[partial]!);
    this.#free.push(partial);
  }

  /** Gives up `partial` and all behind it. */
  removeFrom(partial: number): void {
    for (let at = partial; at !== NONE;) {
      const next = this.next[at]!;
      this.remove(at);
      at = next;
    }
  }

  /** All of them. `keyPlaces` and `entryPlaces`: what keys and entries are called in the snapshot. */
  save(keyPlaces: Int32Array, entryPlaces: Int32Array): SavedPartialMatches {
    const keys: number[] = [];
    const partials: number[] = [];
    for (let key = 0; key < this.heads.length; key++) {
      for (let at = this.heads[key]!; at !== NONE; at = this.next[at]!) {
        keys.push(keyPlaces[key]!);
        partials.push(at);
      }
    }
    return {
      keys: Int32Array.from(keys),
      states: Int32Array.from(partials, (partial) => this.states[partial]!),
      last: Int32Array.from(partials, (partial) => entryPlaces[this.last[partial]!]!),
      first: Int32Array.from(partials, (partial) => entryPlaces[this.first[partial]!]!),
    };
  }

  /** Puts those of `saved` whose key is `keyOf[place]`, not −1, in the lists of their keys, which are empty. */
  load({ keys, states, last, first }: SavedPartialMatches, keyOf: Int32Array, entryOf: Int32Array): void {
    // From behind, so that each goes to the front of its list.
    for (let i = keys.length - 1; 0 <= i; i--) {
      const key = keyOf[keys[i]!]!;
      if (key < 0) continue;
      const partial = this.add(states[i]!, entryOf[first[i]!]!, entryOf[last[i]!]!);
      this.next[partial] = this.heads[key]!;
      this.heads[key] = partial;
    }
  }

  #grow(): number {
    const from = this.states.length;
    const length = Math.max(64, from * 2);
    this.states = grownInt32(this.states, length);
    this.last = grownInt32(this.last, length);
    this.first = grownInt32(this.first, length);
    this.next = grownInt32(this.next, length);
    for (let partial = length - 1; from < partial; partial--) this.#free.push(partial);
    return from;
  }
}

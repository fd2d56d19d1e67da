import type { Snapshot } from '../state/snapshot.ts';
import { gatherNumbers } from '../state/gather.ts';
import { grownBytes, grownFloat64, grownInt32 } from '../state/arrays.ts';

/** Sessions, those of one key from the newest to the oldest. */
export interface SavedSessions extends Snapshot {
  readonly keys: Int32Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly firsts: Float64Array;
  /** 1 for a session that is going to fire at its end. */
  readonly waits: Uint8Array;
}

/** The bounds of a session that begins, and where its rows are. */
export interface SessionBeginning {
  readonly key: number;
  readonly slot: number;
  readonly start: number;
  readonly end: number;
  /** The number of its first row. */
  readonly first: number;
}

/**
 * The sessions that are kept, as arrays by the number of the session. Those of one key never touch each other, and are chained from
 * the newest to the oldest.
 *
 * A session that was merged into another one keeps its number until nothing waits for it any more (`hold`, `letGo`).
 */
export class Sessions {
  /** By session: [start, end), the number of the first row, the slot, the key. Replaced when they grow. */
  starts = new Float64Array(0);
  ends = new Float64Array(0);
  firsts = new Float64Array(0);
  slots = new Int32Array(0);
  /** By session: the next older one of its key, or -1. */
  olders = new Int32Array(0);
  /** By session: 1 while it is going to fire at its end. */
  waits = new Uint8Array(0);
  /** By key: its newest session, or -1. */
  newest = new Int32Array(0);
  #keys = new Int32Array(0);
  /** By session: 1 where it is gone, and how many still wait for it. */
  #gone = new Uint8Array(0);
  #holds = new Uint8Array(0);
  #free: number[] = [];
  #bound = 0;

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    if (this.newest.length < bound) this.newest = grownInt32(this.newest, bound, -1);
  }

  isGone(session: number): boolean {
    return this.#gone[session] === 1;
  }

  keyOf(session: number): number {
    return this.#keys[session]!;
  }

  /** Begins a session that is older than `newer` of the same key (-1: it is the newest), and gives its number. */
  begin({ key, slot, start, end, first }: SessionBeginning, newer: number): number {
    const session = this.#free.pop() ?? this.#bound++;
    if (this.slots.length <= session) this.#grow(session + 1);
    this.starts[session] = start;
    this.ends[session] = end;
    this.firsts[session] = first;
    this.slots[session] = slot;
    this.#keys[session] = key;
    this.waits[session] = 0;
    this.#gone[session] = 0;
    this.#holds[session] = 0;
    this.olders[session] = newer < 0 ? this.newest[key]! : this.olders[newer]!;
    if (newer < 0) this.newest[key] = session;
    else this.olders[newer] = session;
    return session;
  }

  /** Makes `session` reach over its older neighbour, which is gone from then on. */
  absorbOlder(session: number): void {
    const older = this.olders[session]!;
    this.starts[session] = this.starts[older]!;
    this.ends[session] = Math.max(this.ends[session]!, this.ends[older]!);
    this.firsts[session] = Math.min(this.firsts[session]!, this.firsts[older]!);
    this.olders[session] = this.olders[older]!;
    this.#markGone(older);
  }

  /** Forgets `session`. */
  end(session: number): void {
    const key = this.#keys[session]!;
    let newer = -1;
    for (let each = this.newest[key]!; each !== session; each = this.olders[each]!) newer = each;
    if (newer < 0) this.newest[key] = this.olders[session]!;
    else this.olders[newer] = this.olders[session]!;
    this.#markGone(session);
  }

  /** Something waits for `session`: its number is not given to another one. */
  hold(session: number): void {
    this.#holds[session]!++;
  }

  letGo(session: number): void {
    this.#holds[session]!--;
    this.#reuse(session);
  }

  /** The sessions that are kept, and their slots. */
  save(keyPlaces: Int32Array): { readonly saved: SavedSessions; readonly slots: Int32Array } {
    const kept: number[] = [];
    for (const newest of this.newest) {
      for (let session = newest; 0 <= session; session = this.olders[session]!) kept.push(session);
    }
    const sessions = Int32Array.from(kept);
    const { length } = kept;
    return {
      slots: sessions.map((session) => this.slots[session]!),
      saved: {
        keys: sessions.map((session) => keyPlaces[this.#keys[session]!]!),
        starts: gatherNumbers(this.starts, sessions, length),
        ends: gatherNumbers(this.ends, sessions, length),
        firsts: gatherNumbers(this.firsts, sessions, length),
        waits: Uint8Array.from(kept, (session) => this.waits[session]!),
      },
    };
  }

  #markGone(session: number): void {
    this.#gone[session] = 1;
    this.#reuse(session);
  }

  #reuse(session: number): void {
    if (this.#gone[session] === 1 && this.#holds[session] === 0) this.#free.push(session);
  }

  #grow(length: number): void {
    this.starts = grownFloat64(this.starts, length);
    this.ends = grownFloat64(this.ends, length);
    this.firsts = grownFloat64(this.firsts, length);
    this.slots = grownInt32(this.slots, length);
    this.olders = grownInt32(this.olders, length);
    this.waits = grownBytes(this.waits, length);
    this.#keys = grownInt32(this.#keys, length);
    this.#gone = grownBytes(this.#gone, length);
    this.#holds = grownBytes(this.#holds, length);
  }
}

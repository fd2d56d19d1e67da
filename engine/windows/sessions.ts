import type { Later, Snapshot, Taken } from '../state/snapshot.ts';
import { copyBytes, copyIntegers } from '../state/snapshot-memory.ts';
import { gatherBytesLater, gatherIntegers, gatherLater, namesLater } from '../state/gather.ts';
import { FIRST_ROOM, grownBytes, grownFloat64, grownInt32 } from '../state/arrays.ts';

/** Sessions, in no order. */
export interface SavedSessions extends Snapshot {
  readonly keys: Int32Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly firsts: Float64Array;
  /** 1 for a session that is going to fire at its end. */
  readonly waits: Uint8Array;
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

  /** Makes room for `count` more sessions at once. */
  reserve(count: number): void {
    if (this.slots.length < this.#bound + count) this.#grow(this.#bound + count);
  }

  isGone(session: number): boolean {
    return this.#gone[session] === 1;
  }

  keyOf(session: number): number {
    return this.#keys[session]!;
  }

  /** Begins a session of `key` that is older than `newer` (-1: it is the newest), and gives its number. Its bounds are its beginner's to set. */
  begin(key: number, slot: number, newer: number): number {
    const session = this.#free.pop() ?? this.#bound++;
    if (this.slots.length <= session) this.#grow(Math.max(FIRST_ROOM.sessions, session + 1));
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
  save(keyPlaces: Later<Int32Array>): { readonly saved: Taken<SavedSessions>; readonly slots: Int32Array } {
    const kept = this.#kept();
    const { length } = kept;
    const keys = copyIntegers(this.#keys.subarray(0, this.#bound));
    const waits = copyBytes(this.waits.subarray(0, this.#bound));
    return {
      slots: gatherIntegers(this.slots, kept, length),
      saved: {
        keys: namesLater(keyPlaces, keys, kept),
        starts: gatherLater(this.starts, kept, length),
        ends: gatherLater(this.ends, kept, length),
        firsts: gatherLater(this.firsts, kept, length),
        waits: gatherBytesLater(waits, kept),
      },
    };
  }

  /** The session of `key` that is the next newer one to where a session would stand that begins at `start`; -1 where it would be the newest. */
  newerThan(start: number, key: number): number {
    let newer = -1;
    for (let each = this.newest[key]!; 0 <= each && start < this.starts[each]!; each = this.olders[each]!) newer = each;
    return newer;
  }

  #kept(): Int32Array {
    const kept = new Int32Array(this.#bound);
    let count = 0;
    for (let session = 0; session < this.#bound; session++) if (this.#gone[session] === 0) kept[count++] = session;
    return kept.subarray(0, count);
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

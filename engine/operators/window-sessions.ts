import { TIMESTAMP_MAX } from '../data/timestamps.ts';
import type { SavedAggregation } from '../windows/aggregation.ts';
import { SessionTimers } from '../windows/session-timers.ts';
import type { SavedSessions } from '../windows/sessions.ts';
import { Sessions } from '../windows/sessions.ts';
import type { Later, Snapshot, Taken } from '../state/snapshot.ts';
import type { OpenWindow } from './operator.ts';
import { OPEN_WINDOWS_MAX } from './operator.ts';
import { REJECTED } from './window-rows.ts';
import type { Windowing, WindowState } from './windowing.ts';

interface SavedWindows extends Snapshot {
  readonly sessions: SavedSessions;
  readonly aggregation: SavedAggregation;
}

/** Where `assign` goes on: with the next row, or it stops before this one, or behind it. */
type Outcome = 'goes on' | 'stops before' | 'stops behind';

/** Windows that reach from a first row to `gapMs` after a last one; those that touch or overlap merge (Flink's MergingWindowSet). */
export class SessionWindowing implements Windowing {
  readonly #gapMs: number;
  readonly #allowedLatenessMs: number;
  readonly #state: WindowState;
  readonly #sessions = new Sessions();
  readonly #timers: SessionTimers;
  readonly #into = new Int32Array(1);
  readonly #from = new Int32Array(1);
  /** The session that the last row of the run fires at once; -1: none. */
  #fired = -1;

  constructor(gapMs: number, allowedLatenessMs: number, state: WindowState) {
    this.#gapMs = gapMs;
    this.#allowedLatenessMs = allowedLatenessMs;
    this.#state = state;
    this.#timers = new SessionTimers(this.#sessions, allowedLatenessMs);
  }

  get nextDue(): number {
    return this.#timers.nextDue;
  }

  fire(watermark: number, promised: number): void {
    const due = this.#timers.takeDue(watermark);
    for (const session of due) this.#give(session, promised);
    // At once, not at the end of the batch: whether a row is late depends on which sessions are kept.
    for (const session of this.#timers.takeExpired(watermark)) this.#end(session);
  }

  assign(from: number): number {
    const { slots, watermarks, times, keys, failures, length } = this.#state.rows;
    const sessions = this.#sessions;
    sessions.fit(this.#state.keys.bound);
    const hasFailures = 0 < failures.count;
    let { nextDue } = this.#timers;
    this.#fired = -1;
    for (let row = from; row < length; row++) {
      if (nextDue <= watermarks[row]! && from < row) return row;
      const session = sessions.newest[keys[row]!]!;
      const time = times[row]!;
      const end = time + this.#gapMs;
      // The usual row by far: it falls into the newest session of its key, which has not fired.
      const isInside = 0 <= session && sessions.starts[session]! <= time && time <= sessions.ends[session]!;
      if (isInside && sessions.waits[session] === 1 && !hasFailures && end <= TIMESTAMP_MAX) {
        if (sessions.ends[session]! < end) sessions.ends[session] = end;
        slots[row] = sessions.slots[session]!;
        continue;
      }
      const outcome = this.#place(row, from < row);
      if (outcome !== 'goes on') return outcome === 'stops before' ? row : row + 1;
      ({ nextDue } = this.#timers);
    }
    return length;
  }

  settle(row: number, promised: number): void {
    if (0 <= this.#fired && 0 <= this.#state.rows.slots[row]!) this.#give(this.#fired, promised);
  }

  cleanUp(): void {
    // `fire` has done it.
  }

  open(): readonly OpenWindow[] {
    const { starts, ends, waits, newest, olders } = this.#sessions;
    const found: OpenWindow[] = [];
    for (const first of newest) {
      for (let session = first; 0 <= session; session = olders[session]!) {
        if (waits[session] === 1) found.push({ start: starts[session]!, end: ends[session]!, keys: 1 });
      }
    }
    return found.sort((a, b) => a.end - b.end).slice(0, OPEN_WINDOWS_MAX);
  }

  save(keyPlaces: Later<Int32Array>): Taken<SavedWindows> {
    const { saved, slots } = this.#sessions.save(keyPlaces);
    return { sessions: saved, aggregation: this.#state.aggregation.save(slots, slots.length) };
  }

  load({ sessions: saved, aggregation }: SavedWindows, keyOf: Int32Array): void {
    const slots = new Int32Array(saved.keys.length).fill(-1);
    this.#sessions.fit(this.#state.keys.bound);
    this.#state.slots.reserve(saved.keys.length);
    this.#sessions.reserve(saved.keys.length);
    for (let i = 0; i < saved.keys.length; i++) {
      const key = keyOf[saved.keys[i]!]!;
      if (key < 0) continue;
      const start = saved.starts[i]!;
      const session = this.#beginAt(key, start, this.#sessions.newerThan(start, key));
      this.#sessions.ends[session] = saved.ends[i]!;
      this.#sessions.firsts[session] = saved.firsts[i]!;
      this.#timers.keep(session);
      slots[i] = this.#sessions.slots[session]!;
      if (saved.waits[i] === 1) this.#timers.wait(session);
    }
    this.#state.aggregation.load(aggregation, slots);
  }

  /** Finds or begins the session of `row`. Sessions merge only where `hasBefore` says that no row of the run waits to be aggregated. */
  #place(row: number, hasBefore: boolean): Outcome {
    const { rows } = this.#state;
    const sessions = this.#sessions;
    const time = rows.times[row]!;
    const end = time + this.#gapMs;
    let newer = -1;
    let session = sessions.newest[rows.keys[row]!]!;
    while (0 <= session && end < sessions.starts[session]!) {
      newer = session;
      session = sessions.olders[session]!;
    }
    const touches = 0 <= session && time <= sessions.ends[session]!;
    if (!touches && end - 1 + this.#allowedLatenessMs <= rows.watermarks[row]!) rows.markLate(row);
    else if (TIMESTAMP_MAX < end) rows.rejectUnspeakable(row);
    else if (rows.failures.get(row) !== null) rows.slots[row] = REJECTED;
    else if (!touches) return this.#join(row, this.#begin(row, newer));
    else {
      const older = sessions.olders[session]!;
      const bridges = 0 <= older && time <= sessions.ends[older]!;
      if (bridges && hasBefore) return 'stops before';
      if (bridges) this.#merge(session, older);
      return this.#join(row, session);
    }
    return 'goes on';
  }

  #begin(row: number, newer: number): number {
    const { rows, aggregation } = this.#state;
    const start = rows.times[row]!;
    const session = this.#beginAt(rows.keys[row]!, start, newer);
    this.#sessions.ends[session] = start + this.#gapMs;
    this.#sessions.firsts[session] = aggregation.firstNumber + row;
    this.#timers.keep(session);
    return session;
  }

  #beginAt(key: number, start: number, newer: number): number {
    const { slots, keys } = this.#state;
    keys.retain(key);
    const session = this.#sessions.begin(key, slots.take(key), newer);
    this.#sessions.starts[session] = start;
    return session;
  }

  #join(row: number, session: number): Outcome {
    const { rows } = this.#state;
    const sessions = this.#sessions;
    const time = rows.times[row]!;
    if (time < sessions.starts[session]!) sessions.starts[session] = time;
    if (sessions.ends[session]! < time + this.#gapMs) sessions.ends[session] = time + this.#gapMs;
    rows.slots[row] = sessions.slots[session]!;
    if (sessions.ends[session]! - 1 <= rows.watermarks[row]!) {
      this.#fired = session;
      return 'stops behind';
    }
    if (sessions.waits[session] === 0) this.#timers.wait(session);
    return 'goes on';
  }

  #merge(session: number, older: number): void {
    this.#into[0] = this.#sessions.slots[session]!;
    this.#from[0] = this.#sessions.slots[older]!;
    this.#state.aggregation.merge(this.#into, this.#from, 1);
    this.#freeSlot(older);
    this.#sessions.absorbOlder(session);
  }

  #end(session: number): void {
    this.#freeSlot(session);
    this.#sessions.end(session);
  }

  #freeSlot(session: number): void {
    const { slots, keys, aggregation } = this.#state;
    this.#from[0] = this.#sessions.slots[session]!;
    aggregation.clear(this.#from, 1);
    slots.giveBack(this.#from, 1);
    keys.release(this.#sessions.keyOf(session));
  }

  #give(session: number, promised: number): void {
    const { results, slots, aggregation } = this.#state;
    const { starts, ends } = this.#sessions;
    this.#into[0] = this.#sessions.slots[session]!;
    const [start, end] = [starts[session]!, ends[session]!];
    const firing = { slots: this.#into, count: 1, start, end, time: end - 1, watermark: promised };
    results.add(firing, slots.keys, aggregation);
  }
}

import { deserialize, serialize } from 'node:v8';
import type { Batch } from '../../data/batch.ts';
import type { Row } from '../../data/rows.ts';
import { valueAt } from '../../data/rows.ts';
import type { Schema } from '../../data/types.ts';
import { Fault } from '../../fault.ts';
import type { KeyGroupRange } from '../../state/key-groups.ts';
import type { SavedKeys } from '../../state/key-table.ts';
import { KeyTable } from '../../state/key-table.ts';
import type { Snapshot } from '../../state/snapshot.ts';
import { now } from '../../state/snapshot.ts';
import type { StateSpecs } from './function.ts';
import { TimerQueue } from './timers.ts';

/** What is kept for one key. */
interface Entry {
  readonly states: Map<string, unknown>;
  timers: number;
}

/** The kinds of time that timers follow. */
export type TimeKind = 'event' | 'processing';

/** What is kept of all keys of one process function, as a snapshot has it: the places are those of the keys. */
interface Saved {
  readonly states: readonly (readonly [place: number, states: ReadonlyMap<string, unknown>])[];
  readonly timers: Readonly<Record<TimeKind, readonly (readonly [place: number, time: number])[]>>;
  readonly watermark: number;
}

/** The states and timers of a process function, by key; one key at a time is in hand. */
export class KeyedStates {
  readonly timers: Readonly<Record<TimeKind, TimerQueue>> = { event: new TimerQueue(), processing: new TimerQueue() };
  /** The states of the key in hand, by name. */
  readonly states: Readonly<Record<string, unknown>>;
  readonly #title: string;
  readonly #keySchema: Schema;
  readonly #keys: KeyTable;
  readonly #entries = new Map<number, Entry>();
  #inHand = NOBODY;

  constructor(
    title: string,
    key: readonly number[],
    { inputSchema, specs }: { inputSchema: Schema; specs: StateSpecs },
  ) {
    this.#title = title;
    this.#keySchema = key.map((place) => inputSchema[place]!);
    this.#keys = new KeyTable(
      key,
      this.#keySchema.map(({ type }) => type),
    );
    this.states = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, this.#stateOf(name, spec)]));
  }

  /** Writes the key of each row of `batch` to `keys`. */
  resolve(batch: Batch, keys: Int32Array): void {
    this.#keys.resolve(batch, keys);
  }

  /** Takes `key` in hand. */
  take(key: number): void {
    this.#inHand = key;
  }

  /** Has no key in hand any more; one that has nothing left is then forgotten. */
  letGo(): void {
    const key = this.#inHand;
    this.#inHand = NOBODY;
    const entry = this.#entries.get(key);
    if (!entry || 0 < entry.states.size + entry.timers) return;
    this.#entries.delete(key);
    this.#keys.release(key);
  }

  /** The columns of the key in hand. */
  get key(): Row {
    const columns = this.#keys.read(Int32Array.of(this.#key()), 1);
    return Object.fromEntries(this.#keySchema.map(({ name }, c) => [name, valueAt(columns[c]!, 0)]));
  }

  registerTimer(kind: TimeKind, time: number): void {
    const key = this.#key();
    if (!Number.isSafeInteger(time)) {
      throw new Fault('operator-failed', `${this.#title}: a timer for ${time} is for no time, give whole milliseconds`);
    }
    if (this.timers[kind].register(key, time)) this.#entry(key).timers++;
  }

  deleteTimer(kind: TimeKind, time: number): void {
    const key = this.#key();
    if (this.timers[kind].delete(key, time)) this.#entry(key).timers--;
  }

  /** Takes the earliest timer of `kind` away, with its key in hand, and gives its time. */
  fire(kind: TimeKind): number {
    const { key, time } = this.timers[kind].take();
    this.#entry(key).timers--;
    this.take(key);
    return time;
  }

  /** Forgets keys of which nothing is kept, once there are many. */
  sweep(): void {
    this.#keys.sweep();
  }

  snapshot(watermark: number): Snapshot {
    const { saved: keys, places: laterPlaces } = this.#keys.save();
    const places = now(laterPlaces);
    const timersOf = (kind: TimeKind) =>
      this.timers[kind].inOrder().map(({ key, time }) => [places[key]!, time] as const);
    const saved: Saved = {
      states: [...this.#entries].map(([key, { states }]) => [places[key]!, states]),
      timers: { event: timersOf('event'), processing: timersOf('processing') },
      watermark,
    };
    return { keys, saved: this.#serialized(saved) };
  }

  /** Takes over the keys in `groups`, and gives the watermark up to which all had come. */
  restore(snapshots: readonly Snapshot[], groups: KeyGroupRange): number {
    let watermark = Infinity;
    for (const snapshot of snapshots) {
      const keys = this.#keys.load(snapshot['keys'] as SavedKeys, groups);
      const saved = deserialize(snapshot['saved'] as Uint8Array) as Saved;
      watermark = Math.min(watermark, saved.watermark);
      this.#load(saved, keys);
    }
    return watermark === Infinity ? -Infinity : watermark;
  }

  /** `keys`: the number of each saved key, −1 of one that belongs to another subtask. */
  #load({ states, timers }: Saved, keys: Int32Array): void {
    for (const [place, values] of states.filter(([place]) => 0 <= keys[place]!)) {
      for (const [name, value] of values) this.#entry(keys[place]!).states.set(name, value);
    }
    for (const kind of ['event', 'processing'] as const) {
      for (const [place, time] of timers[kind].filter(([place]) => 0 <= keys[place]!)) {
        if (this.timers[kind].register(keys[place]!, time)) this.#entry(keys[place]!).timers++;
      }
    }
  }

  #stateOf(name: string, spec: StateSpecs[string]): unknown {
    return spec.create({
      read: () => this.#entries.get(this.#key())?.states.get(name),
      write: (value) => {
        const entry = this.#entries.get(this.#key());
        if (value === undefined) entry?.states.delete(name);
        else (entry ?? this.#entry(this.#key())).states.set(name, value);
      },
    });
  }

  #entry(key: number): Entry {
    const known = this.#entries.get(key);
    if (known) return known;
    const entry = { states: new Map<string, unknown>(), timers: 0 };
    this.#entries.set(key, entry);
    this.#keys.retain(key);
    return entry;
  }

  #key(): number {
    if (this.#inHand !== NOBODY) return this.#inHand;
    const words = 'state and timers belong to the key in hand, and are good only while processElement or onTimer runs';
    throw new Fault('operator-failed', `${this.#title}: ${words}; wait for nothing in there`);
  }

  #serialized(saved: Saved): Uint8Array {
    try {
      return serialize(saved);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const words = `its state cannot be saved (${reason}); keep plain values, arrays, objects, Map, Set or Date`;
      throw new Fault('operator-failed', `${this.#title}: ${words}`, { cause });
    }
  }
}

const NOBODY = -1;

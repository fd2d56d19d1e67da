import { TIMESTAMP_MAX } from '../data/timestamps.ts';
import type { Later, Snapshot, Taken } from '../state/snapshot.ts';
import { namesLater } from '../state/gather.ts';
import { copyIntegers, joinIntegers, joinNumbers } from '../state/snapshot-memory.ts';
import type { SavedAggregation } from '../windows/aggregation.ts';
import { Gathering } from '../windows/gathering.ts';
import { OpenSlices } from '../windows/open-slices.ts';
import type { SlicedWindow } from '../windows/open-slices.ts';
import { placeOf, RecentSlices } from '../windows/recent-slices.ts';
import type { Slice } from '../windows/slice.ts';
import { boundsOf } from '../windows/slice.ts';
import type { SlicedShape, Slicing } from '../windows/slicing.ts';
import { createSlicing } from '../windows/slicing.ts';
import type { OpenWindow } from './operator.ts';
import { SliceSlots } from './slice-slots.ts';
import { OPEN_WINDOWS_MAX } from './operator.ts';
import { PASSED_OVER, REJECTED } from './window-rows.ts';
import type { Windowing, WindowState } from './windowing.ts';

/** The slices, and one after the other their keys with what was aggregated of them. */
interface SavedSlices extends Snapshot {
  readonly starts: Float64Array;
  readonly counts: Int32Array;
  readonly keys: Int32Array;
  readonly firsts: Float64Array;
  readonly aggregation: SavedAggregation;
}

/** Tumbling, sliding and cumulating windows: a row goes into its slice, and a window is the merge of its slices. */
export class SlicedWindowing implements Windowing {
  readonly #state: WindowState;
  readonly #slicing: Slicing;
  readonly #allowedLatenessMs: number;
  readonly #slices: OpenSlices;
  readonly #slots: SliceSlots;
  readonly #gathering: Gathering;
  readonly #recent = new RecentSlices();
  /** The windows that the last row of the run fires again, by their ends; null where none. */
  #firedEnds: readonly number[] | null = null;

  constructor(shape: SlicedShape, allowedLatenessMs: number, state: WindowState) {
    this.#state = state;
    this.#slicing = createSlicing(shape);
    this.#allowedLatenessMs = allowedLatenessMs;
    this.#slices = new OpenSlices(this.#slicing, allowedLatenessMs);
    this.#slots = new SliceSlots(state);
    this.#gathering = new Gathering(state.slots, state.aggregation);
  }

  get nextDue(): number {
    return this.#slices.nextFiring;
  }

  fire(watermark: number, promised: number): void {
    for (;;) {
      const window = this.#slices.takeFiring(watermark);
      if (window === null) return;
      this.#gathering.gather(window.slices, this.#state.keys.bound);
      this.#give(window, promised);
    }
  }

  assign(from: number): number {
    const { rows } = this.#state;
    const { slots, watermarks, times, keys, failures } = rows;
    const slices = this.#slices;
    const hasFailures = 0 < failures.count;
    const { offsetMs, slideMs, endMs } = this.#slicing.pace;
    const recent = this.#recent;
    const { slides, tables } = recent;
    this.#firedEnds = null;
    let to = rows.endOfRun(slices.nextFiring, from);
    if (this.#assignAll(recent.together, from, to)) return to;
    recent.clear();
    for (let row = from; row < to; row++) {
      const slide = Math.floor((times[row]! - offsetMs) / slideMs);
      const isFirst = endMs === 0 ? 0 : Number(times[row]! < slide * slideMs + offsetMs + endMs);
      const place = placeOf(slide, isFirst);
      if (slides[place] !== slide) {
        const found = this.#sliceOf(row);
        if (found === null) continue;
        if (this.#isPastEnd(found, watermarks[row]!)) return this.#assignPastEnd(row, found);
        recent.put(place, slide, found);
        // It may be one that fires earlier.
        to = rows.endOfRun(slices.nextFiring, row);
      }
      if (hasFailures && failures.get(row) !== null) {
        slots[row] = REJECTED;
        continue;
      }
      const dense = tables[place]!;
      const slot = dense === null ? recent.slices[place]!.slotOfKey.find(keys[row]!) : dense[keys[row]!]!;
      slots[row] = slot < 0 ? this.#slots.newSlot(recent.slices[place]!, row) : slot;
    }
    return to;
  }

  /** Gives rows `from` to `to` their slots where all of them are in `together`, none of whose windows are to fire again for them. */
  #assignAll(together: readonly Slice[], from: number, to: number): boolean {
    const { rows, keys } = this.#state;
    const [first, second] = together;
    // What is true of the first slice, of which more is over, is so of the second.
    if (first === undefined || !this.#isOpen(first, rows.watermarks[to - 1]!)) return false;
    for (const { slotOfKey } of together) slotOfKey.fit(keys.bound);
    const isOne = second === undefined;
    const assigned = isOne ? rows.assignWithin(first, [from, to]) : rows.assignWithinTwo([first, second], [from, to]);
    if (assigned === 'known') this.#slots.assignNew([first, second ?? first]);
    return assigned !== 'none';
  }

  /** Whether rows that come up to `watermark` are taken into `slice` without more ado. */
  #isOpen(slice: Slice, watermark: number): boolean {
    if (this.#allowedLatenessMs === 0) return this.#slices.isKept(slice, watermark);
    return watermark < slice.firstEnd - 1;
  }

  /** Gives the whole result so far of the row's key, in each window of the row that has fired. */
  settle(row: number, promised: number): void {
    if (this.#firedEnds === null || this.#state.rows.slots[row]! < 0) return;
    for (const end of this.#firedEnds) {
      const window = this.#slices.windowOf(end);
      this.#gathering.gatherKey(window.slices, this.#state.rows.keys[row]!);
      this.#give(window, promised);
    }
  }

  cleanUp(watermark: number): void {
    const { keys, slots: pool, aggregation } = this.#state;
    for (;;) {
      const slice = this.#slices.takeExpired(watermark);
      if (slice === null) return;
      const { slots, count } = slice;
      aggregation.clear(slots, count);
      for (let i = 0; i < count; i++) keys.release(pool.keys[slots[i]!]!);
      pool.giveBack(slots, count);
      this.#slices.giveBack(slice);
    }
  }

  open(watermark: number): readonly OpenWindow[] {
    return this.#slices.waiting(watermark, OPEN_WINDOWS_MAX);
  }

  save(keyPlaces: Later<Int32Array>): Taken<SavedSlices> {
    const { slots: pool, aggregation } = this.#state;
    const { kept } = this.#slices;
    const length = kept.reduce((total, { count }) => total + count, 0);
    const slots = joinIntegers(kept.map((slice) => slice.slots.subarray(0, slice.count)));
    const firsts = joinNumbers(kept.map((slice) => slice.firsts.subarray(0, slice.count)));
    const keyOfSlot = copyIntegers(pool.keys);
    return {
      starts: Float64Array.from(kept, ({ start }) => start),
      counts: Int32Array.from(kept, ({ count }) => count),
      keys: namesLater(keyPlaces, keyOfSlot, slots),
      firsts,
      aggregation: aggregation.save(slots, length),
    };
  }

  load({ starts, counts, keys, firsts, aggregation }: SavedSlices, keyOf: Int32Array, watermark: number): void {
    const slots = new Int32Array(keys.length).fill(-1);
    this.#state.slots.reserve(keys.length);
    let at = 0;
    for (let i = 0; i < starts.length; i++) {
      const slice = this.#slices.open(boundsOf(this.#slicing, starts[i]!), watermark);
      slice.slotOfKey.fit(this.#state.keys.bound, counts[i]);
      for (const end = at + counts[i]!; at < end; at++) {
        const key = keyOf[keys[at]!]!;
        if (0 <= key) slots[at] = this.#slots.addKey(slice, key, firsts[at]!);
      }
    }
    this.#state.aggregation.load(aggregation, slots);
  }

  #give({ start, end }: SlicedWindow, promised: number): void {
    const { results, slots: pool, aggregation } = this.#state;
    const { slots, count } = this.#gathering;
    results.add({ slots, count, start, end, time: end - 1, watermark: promised }, pool.keys, aggregation);
    this.#gathering.release();
  }

  // Within the allowed lateness, a row fires its windows that have fired again for its key; without, there are none.
  #isPastEnd(slice: Slice, watermark: number): boolean {
    if (this.#allowedLatenessMs === 0 || watermark < slice.firstEnd - 1) return false;
    const ends = this.#slices.firedEnds(slice, watermark);
    this.#firedEnds = ends.length === 0 ? null : ends;
    return this.#firedEnds !== null;
  }

  #assignPastEnd(row: number, slice: Slice): number {
    const { slots, keys, failures } = this.#state.rows;
    const slot = slice.slotOfKey.find(keys[row]!);
    if (failures.get(row) !== null) slots[row] = REJECTED;
    else slots[row] = slot < 0 ? this.#slots.newSlot(slice, row) : slot;
    return row + 1;
  }

  /** The slice of `row`; null where it is no longer kept (the row is late), cannot be (it is rejected) or belongs to no window. */
  #sliceOf(row: number): Slice | null {
    const { rows, keys } = this.#state;
    const time = rows.times[row]!;
    const watermark = rows.watermarks[row]!;
    const recent = this.#slices.recent(time);
    const slice =
      recent !== null && this.#slices.isKept(recent, watermark) ? recent : this.#openSlice(row, time, watermark);
    slice?.slotOfKey.fit(keys.bound);
    return slice;
  }

  #openSlice(row: number, time: number, watermark: number): Slice | null {
    const { rows } = this.#state;
    const start = this.#slicing.sliceStart(time);
    const bounds = boundsOf(this.#slicing, start);
    if (bounds.lastEnd <= start) rows.slots[row] = PASSED_OVER;
    else if (!this.#slices.isKept(bounds, watermark)) rows.markLate(row);
    else if (this.#slicing.windowStart(bounds.firstEnd) < -TIMESTAMP_MAX || TIMESTAMP_MAX < bounds.lastEnd)
      rows.rejectUnspeakable(row);
    else return this.#slices.open(bounds, watermark);
    return null;
  }
}

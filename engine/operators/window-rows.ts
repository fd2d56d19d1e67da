import type { Batch } from '../data/batch.ts';
import { takeRows } from '../data/batch.ts';
import { TIMESTAMP_MAX } from '../data/timestamps.ts';
import type { WindowOptions } from '../document/plan.ts';
import { RowFailures } from '../expression/index.ts';
import { Fault } from '../fault.ts';
import type { KeyTable } from '../state/key-table.ts';
import type { SlotPool } from '../state/slot-pool.ts';
import { REJECTED } from '../windows/aggregation.ts';
import type { OpenWindow, OpenWindows } from '../windows/open-windows.ts';
import { windowStart } from '../windows/tumbling.ts';

/** The slot of a row whose window is no longer kept. */
const LATE = -2;

/** What rows are assigned to. */
export interface WindowState {
  readonly keys: KeyTable;
  readonly slots: SlotPool;
  readonly windows: OpenWindows;
}

/** The rows of the batch in hand: their keys, their times, and the slot that each is aggregated in. */
export class WindowRows {
  readonly failures = new RowFailures();
  /** By row: a slot, `LATE` or `REJECTED`. */
  slots = new Int32Array(0);
  /** How many rows of the batch in hand are late. */
  lateCount = 0;
  /** The window of the last row that `assign` dealt with, where that came after the window's end; else null. */
  pastEnd: OpenWindow | null = null;
  /** The watermark before each row. */
  watermarks: Float64Array = new Float64Array(0);
  readonly #options: WindowOptions;
  readonly #state: WindowState;
  #keys = new Int32Array(0);
  #times: Float64Array = new Float64Array(0);
  #length = 0;

  constructor(options: WindowOptions, state: WindowState) {
    this.#options = options;
    this.#state = state;
  }

  /** Takes `batch` in hand. */
  take(batch: Batch): void {
    const { length, eventTimes, watermarksBefore } = batch;
    if (eventTimes === null) throw new Fault('internal', 'a window was given rows without event time');
    if (this.slots.length < length) {
      this.slots = new Int32Array(length);
      this.#keys = new Int32Array(length);
    }
    this.#length = length;
    this.#times = eventTimes;
    if (typeof watermarksBefore !== 'number') this.watermarks = watermarksBefore;
    else this.watermarks = new Float64Array(length).fill(watermarksBefore);
    this.failures.reset();
    this.lateCount = 0;
    this.#state.keys.resolve(batch, this.#keys);
  }

  /** Those rows of `batch`, which is the one in hand, that are late. */
  lateRows(batch: Batch): Batch {
    const rows = new Int32Array(this.lateCount);
    let count = 0;
    for (let row = 0; row < batch.length; row++) if (this.slots[row] === LATE) rows[count++] = row;
    return takeRows(batch, rows, count);
  }

  /**
   * Gives rows from `from` on their slots, up to the first before which a window fires, or behind the first that fires its
   * window again, and gives the number of the row where it stopped. No window may be due at the watermark of row `from`.
   */
  assign(from: number): number {
    const { slots, watermarks, failures } = this;
    const { windows } = this.#state;
    const times = this.#times;
    const keys = this.#keys;
    const hasFailures = 0 < failures.count;
    let { nextFiring } = windows;
    let window: OpenWindow | null = null;
    let dense: Int32Array | null = null;
    let start = Infinity;
    let end = -Infinity;
    this.pastEnd = null;
    for (let row = from; row < this.#length; row++) {
      if (nextFiring <= watermarks[row]! && from < row) return row;
      if (times[row]! < start || end <= times[row]!) {
        const found = this.#windowOf(row);
        if (found === null) continue;
        if (found.end - 1 <= watermarks[row]!) return this.#assignPastEnd(row, found);
        window = found;
        ({ start, end } = window);
        ({ nextFiring } = windows);
        ({ dense } = window.slotOfKey);
      }
      if (hasFailures && failures.get(row) !== null) {
        slots[row] = REJECTED;
        continue;
      }
      const key = keys[row]!;
      const slot = dense === null ? window!.slotOfKey.find(key) : dense[key]!;
      slots[row] = slot < 0 ? this.#newSlot(window!, key) : slot;
    }
    return this.#length;
  }

  /** The window of `row`; null where it is no longer kept (the row is late) or cannot be (the row is rejected). */
  #windowOf(row: number): OpenWindow | null {
    const { sizeMs, offsetMs } = this.#options.window;
    const start = windowStart(this.#times[row]!, offsetMs, sizeMs);
    if (start + sizeMs - 1 + this.#options.allowedLatenessMs <= this.watermarks[row]!) {
      this.slots[row] = LATE;
      this.lateCount++;
      return null;
    }
    if (start < -TIMESTAMP_MAX || TIMESTAMP_MAX < start + sizeMs) {
      this.slots[row] = REJECTED;
      this.failures.fail(
        row,
        `the window of event time ${this.#times[row]} reaches beyond the years that a timestamp can have`,
      );
      return null;
    }
    const window = this.#state.windows.open(start, this.watermarks[row]!);
    window.slotOfKey.fit(this.#state.keys.bound);
    return window;
  }

  // The window has fired, or would have: within the allowed lateness, the row fires it again for its key.
  #assignPastEnd(row: number, window: OpenWindow): number {
    const key = this.#keys[row]!;
    const slot = window.slotOfKey.find(key);
    this.pastEnd = window;
    if (this.failures.get(row) !== null) this.slots[row] = REJECTED;
    else this.slots[row] = slot < 0 ? this.#newSlot(window, key) : slot;
    return row + 1;
  }

  #newSlot(window: OpenWindow, key: number): number {
    const slot = this.#state.slots.take(key);
    this.#state.keys.retain(key);
    window.add(key, slot);
    return slot;
  }
}

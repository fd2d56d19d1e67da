import type { KeyTable } from '../state/key-table.ts';
import type { Later, Snapshot } from '../state/snapshot.ts';
import type { SlotPool } from '../state/slot-pool.ts';
import type { Aggregation } from '../windows/aggregation.ts';
import type { OpenWindow } from './operator.ts';
import type { WindowResults } from './window-results.ts';
import type { WindowRows } from './window-rows.ts';

/** What one kind of windows does with rows and watermarks; everything else is the same for all kinds. */
export interface Windowing {
  /** The smallest watermark at which something is to be done; +Infinity where nothing waits. May be too small, never too large. */
  readonly nextDue: number;
  /** Fires every window that is due at `watermark`, in order of their ends. `promised`: the watermark that went downstream before. */
  fire(watermark: number, promised: number): void;
  /**
   * Gives the rows in hand from `from` on their slots, up to a row before which something has to fire or to merge, or behind one
   * that fires at once, and gives the number of the row where it stopped. Nothing may be due at the watermark of row `from`.
   */
  assign(from: number): number;
  /** Fires what the last row of the run that was assigned, `row`, fires at once; the run has been aggregated. */
  settle(row: number, promised: number): void;
  /** Forgets what is not kept any more at `watermark`. */
  cleanUp(watermark: number): void;
  /** The windows that wait for a watermark after `watermark`, in order of their ends; only those of rows in time. */
  open(watermark: number): readonly OpenWindow[];
  /** The windows that are kept. `keyPlaces`: what each key is called in the snapshot. */
  save(keyPlaces: Later<Int32Array>): Snapshot;
  /** Keeps the windows of `saved` whose key is `keyOf[place]`, not −1, as they are at `watermark`. */
  load(saved: Snapshot, keyOf: Int32Array, watermark: number): void;
}

/** What all kinds of windows share. */
export interface WindowState {
  readonly keys: KeyTable;
  readonly slots: SlotPool;
  readonly aggregation: Aggregation;
  readonly rows: WindowRows;
  readonly results: WindowResults;
}

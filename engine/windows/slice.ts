import { grownFloat64, grownInt32 } from '../state/arrays.ts';
import { SlotMap } from '../state/slot-map.ts';
import type { Slicing } from './slicing.ts';

/** The bounds of a slice, and the ends of the first and the last window that has it. */
export interface SliceBounds {
  readonly start: number;
  /** The first moment that is no longer in it. */
  readonly end: number;
  readonly firstEnd: number;
  readonly lastEnd: number;
}

/** The bounds of the slice that starts at `start`. */
export function boundsOf(slicing: Slicing, start: number): SliceBounds {
  return {
    start,
    end: slicing.sliceEnd(start),
    firstEnd: slicing.firstEnd(start),
    lastEnd: slicing.lastEnd(start),
  };
}

/** One slice that is still kept: which keys it has seen, and the slot where each of them is aggregated. */
export class Slice implements SliceBounds {
  start = 0;
  end = 0;
  firstEnd = 0;
  lastEnd = 0;
  readonly slotOfKey = new SlotMap();
  /** Its slots, in order of the first row of their keys; `count` of them. */
  slots = new Int32Array(16);
  /** The number of that first row, of each of them. */
  firsts = new Float64Array(16);
  count = 0;

  /** Becomes the slice of `bounds`, which has seen nothing. */
  begin({ start, end, firstEnd, lastEnd }: SliceBounds): void {
    this.start = start;
    this.end = end;
    this.firstEnd = firstEnd;
    this.lastEnd = lastEnd;
    this.slotOfKey.clear();
    this.count = 0;
  }

  /** Gives `key`, which it has not seen before its row number `first`, the slot `slot`. */
  add(key: number, slot: number, first: number): void {
    this.slotOfKey.add(key, slot);
    if (this.slots.length === this.count) {
      this.slots = grownInt32(this.slots, this.count + 1);
      this.firsts = grownFloat64(this.firsts, this.count + 1);
    }
    this.firsts[this.count] = first;
    this.slots[this.count++] = slot;
  }
}

import { grownInt32 } from '../state/arrays.ts';
import { SlotMap } from '../state/slot-map.ts';
import { Moments } from '../time/moments.ts';

/** One window that is still kept: which keys it has seen, and the slot where each of them is aggregated. */
export class OpenWindow {
  readonly start: number;
  /** The first moment that is no longer in it. */
  readonly end: number;
  readonly slotOfKey = new SlotMap();
  /** Its slots, in order of the first row of their keys; `count` of them. */
  slots = new Int32Array(16);
  count = 0;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }

  /** Gives `key`, which it has not seen yet, the slot `slot`. */
  add(key: number, slot: number): void {
    this.slotOfKey.add(key, slot);
    if (this.slots.length === this.count) this.slots = grownInt32(this.slots, this.count + 1);
    this.slots[this.count++] = slot;
  }
}

/** The tumbling windows that are kept, and when each fires and is cleaned up. */
export class OpenWindows {
  readonly #sizeMs: number;
  readonly #allowedLatenessMs: number;
  readonly #byStart = new Map<number, OpenWindow>();
  // By start, since all are of one size.
  readonly #toFire = new Moments();
  readonly #toCleanUp = new Moments();
  // Rows out of order go to and fro between two windows: looking at these two is cheaper than the map.
  #recent: OpenWindow | null = null;
  #other: OpenWindow | null = null;

  constructor(sizeMs: number, allowedLatenessMs: number) {
    this.#sizeMs = sizeMs;
    this.#allowedLatenessMs = allowedLatenessMs;
  }

  /** The watermark at which the next window fires: its end − 1 ms; +Infinity where none waits. */
  get nextFiring(): number {
    return this.#toFire.earliest + this.#sizeMs - 1;
  }

  /** The window that starts at `start`, opened where it is not kept yet. It will fire, unless `watermark` says that it is over already. */
  open(start: number, watermark: number): OpenWindow {
    if (this.#recent?.start === start) return this.#recent;
    const window =
      this.#other?.start === start ? this.#other : (this.#byStart.get(start) ?? this.#add(start, watermark));
    this.#other = this.#recent;
    this.#recent = window;
    return window;
  }

  /** The window with the earliest end among those that fire at `watermark`, which then no longer waits; null where none is left. */
  takeFiring(watermark: number): OpenWindow | null {
    if (watermark < this.nextFiring || this.#toFire.earliest === Infinity) return null;
    return this.#byStart.get(this.#toFire.take())!;
  }

  /** A window that is cleaned up at `watermark` (end − 1 ms + allowed lateness), which is then no longer kept; null where none is left. */
  takeExpired(watermark: number): OpenWindow | null {
    const start = this.#toCleanUp.earliest;
    if (start === Infinity || watermark < start + this.#sizeMs - 1 + this.#allowedLatenessMs) return null;
    this.#toCleanUp.take();
    const window = this.#byStart.get(start)!;
    this.#byStart.delete(start);
    // Nobody asks for it again, as its rows are late from now on; this lets go of its memory.
    if (this.#recent === window) this.#recent = null;
    if (this.#other === window) this.#other = null;
    return window;
  }

  #add(start: number, watermark: number): OpenWindow {
    const window = new OpenWindow(start, start + this.#sizeMs);
    this.#byStart.set(start, window);
    if (watermark < window.end - 1) this.#toFire.add(start);
    this.#toCleanUp.add(start);
    return window;
  }
}

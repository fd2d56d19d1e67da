import type { Range } from './range.ts';

/** An hour at one point a second. */
export const POINTS_PER_SERIES = 3600;

/** Room beyond that, so that old points are dropped a block at a time and not one by one. */
const SLACK = 900;
const FIRST_ROOM = 256;
const STEPS_LOOKED_AT = 31;

let made = 0;

/**
 * The newest points of one series, in order of their time.
 *
 * They lie side by side in two typed arrays; only the first `length` of each are points.
 */
export class Series {
  times = new Float64Array(FIRST_ROOM);
  values = new Float64Array(FIRST_ROOM);
  length = 0;
  /** Points were thinned out to at most two for each piece of time of this length; 0: all are there. */
  pieceMs = 0;
  /** Grows with every change. */
  version = 0;
  /** Tells it from all others. */
  readonly id = ++made;
  /** Grows where anything but a newest point comes in. */
  revision = 0;
  /** Points that made room for newer ones. */
  forgotten = 0;
  #stepVersion = -1;
  #stepMs = NaN;

  /** Takes in new points. A point at a time that is already there replaces it: a window that fires again. */
  append(times: Float64Array, values: Float64Array): void {
    for (let i = 0; i < times.length; i++) this.#put(times[i]!, values[i]!);
    this.version++;
  }

  /** Index of the first point at or after `time`; `length` where there is none. */
  indexAt(time: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the point nearest to `time`, at most `reachMs` away; −1 where there is none. */
  nearest(time: number, reachMs: number): number {
    const after = this.indexAt(time);
    const before = after - 1;
    const toAfter = after < this.length ? this.times[after]! - time : Infinity;
    const toBefore = 0 <= before ? time - this.times[before]! : Infinity;
    if (reachMs < Math.min(toAfter, toBefore)) return -1;
    return toBefore <= toAfter ? before : after;
  }

  /** The lowest and the highest point from `from` on and before `to`, in order of time; fewer where there are fewer. */
  extremes({ from, to }: Range): readonly [times: Float64Array, values: Float64Array] {
    let low = -1;
    let high = -1;
    for (let i = this.indexAt(from); i < this.length && this.times[i]! < to; i++) {
      if (Number.isNaN(this.values[i]!)) continue;
      if (low === -1 || this.values[i]! < this.values[low]!) low = i;
      if (high === -1 || this.values[high]! < this.values[i]!) high = i;
    }
    const chosen = low === -1 ? [] : low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
    return [Float64Array.from(chosen, (i) => this.times[i]!), Float64Array.from(chosen, (i) => this.values[i]!)];
  }

  /** The usual time between two points: the median of the newest ones; NaN before there are two. */
  get stepMs(): number {
    if (this.#stepVersion !== this.version) {
      this.#stepVersion = this.version;
      this.#stepMs = this.#medianStep();
    }
    return this.#stepMs;
  }

  get newestTime(): number {
    return this.length === 0 ? NaN : this.times[this.length - 1]!;
  }

  get newestValue(): number {
    return this.length === 0 ? NaN : this.values[this.length - 1]!;
  }

  #put(time: number, value: number): void {
    if (!Number.isFinite(time)) return;
    if (this.length === this.times.length) this.#makeRoom();
    const newest = this.length === 0 ? -Infinity : this.times[this.length - 1]!;
    const index = newest < time ? this.length : this.indexAt(time);
    if (index < this.length) this.revision++;
    if (index < this.length && this.times[index] === time) {
      this.values[index] = value;
      return;
    }
    // Only a late row comes in between, so the move is rare.
    this.times.copyWithin(index + 1, index, this.length);
    this.values.copyWithin(index + 1, index, this.length);
    this.times[index] = time;
    this.values[index] = value;
    this.length++;
  }

  #makeRoom(): void {
    const limit = POINTS_PER_SERIES + SLACK;
    if (this.times.length < limit) {
      this.times = grown(this.times, limit);
      this.values = grown(this.values, limit);
      return;
    }
    this.times.copyWithin(0, this.length - POINTS_PER_SERIES, this.length);
    this.values.copyWithin(0, this.length - POINTS_PER_SERIES, this.length);
    this.forgotten += this.length - POINTS_PER_SERIES;
    this.length = POINTS_PER_SERIES;
  }

  #medianStep(): number {
    const count = Math.min(STEPS_LOOKED_AT, this.length - 1);
    if (count < 1) return NaN;
    const steps = new Float64Array(count);
    const first = this.length - count;
    for (let i = 0; i < count; i++) steps[i] = this.times[first + i]! - this.times[first + i - 1]!;
    steps.sort();
    return steps[count >> 1]!;
  }
}

function grown(old: Float64Array, limit: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(Math.min(limit, old.length * 2));
  wider.set(old);
  return wider;
}

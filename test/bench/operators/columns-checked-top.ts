import type { Rows } from './rows.ts';
import { DISORDER_MS } from './rows.ts';
import type { Outcome } from './work.ts';
import { PairOutcome, SLICES, SLIDE_MS, TOP, WINDOW_MS } from './work.ts';

const BATCH = 1024;
/** Slices that are open at once, and more: a ring of them is as long. */
const RING = 16;

/**
 * C with what the contract wants besides: which keys there are shows when they come; a watermark stands before each row, and late rows
 * are told apart; a window gives its keys in columns, in order of their first rows, and of equal counts the earlier comes first.
 */
export function topOfAnyKeys({ length, ts, key }: Rows): Outcome {
  const windows = new CountWindows();
  const before = new Float64Array(BATCH);
  let watermark = -Infinity;
  for (let from = 0; from < length; from += BATCH) {
    const to = Math.min(length, from + BATCH);
    for (let i = from; i < to; i++) {
      before[i - from] = watermark;
      if (watermark < ts[i]! - DISORDER_MS - 1) watermark = ts[i]! - DISORDER_MS - 1;
    }
    windows.take(ts.subarray(from, to), key.subarray(from, to), before);
    windows.fire(watermark);
  }
  windows.fire(Infinity);
  if (0 < windows.late) throw new Error('rows are late that are not');
  return windows.outcome;
}

class CountWindows {
  late = 0;
  readonly #outcome = new PairOutcome();
  readonly #results = new Results();
  /** By number of a string: that of its key; −1 where it has not come yet. */
  #known = new Int32Array(0);
  #keys = 0;
  readonly #slices = Array.from({ length: RING }, () => new CountSlice());
  #rows = 0;
  /** The slices behind which the next window ends, and the last one. */
  #next = Infinity;
  #last = -Infinity;

  get outcome(): Outcome {
    return this.#outcome.outcome;
  }

  take(ts: Float64Array, key: Int32Array, before: Float64Array): void {
    const slices = this.#slices;
    let due = this.#due;
    let known = this.#known;
    for (let i = 0; i < ts.length; i++) {
      if (due <= before[i]!) {
        this.fire(before[i]!);
        due = this.#due;
      }
      const number = Math.floor(ts[i]! / SLIDE_MS);
      if (ts[i]! <= before[i]! && (number + SLICES) * SLIDE_MS - 1 <= before[i]!) {
        this.late++;
        continue;
      }
      let k = key[i]! < known.length ? known[key[i]!]! : -1;
      if (k < 0) {
        k = this.#learn(key[i]!);
        known = this.#known;
      }
      const slice = slices[number & (RING - 1)]!;
      if (slice.counts[k]!++ !== 0) continue;
      slice.meet(k, this.#rows + i);
      this.#wait(number, before[i]!);
      due = this.#due;
    }
    this.#rows += ts.length;
  }

  /** Fires all windows that are due at `watermark`. */
  fire(watermark: number): void {
    while (this.#next < Infinity && this.#due <= watermark) {
      const end = ++this.#next;
      for (let s = end - SLICES; s < end; s++) this.#results.add(this.#slices[s & (RING - 1)]!);
      this.#results.give(end * SLIDE_MS, this.#outcome);
      this.#slices[(end - SLICES) & (RING - 1)]!.clear();
      if (this.#last + SLICES < end) this.#next = Infinity;
    }
  }

  get #due(): number {
    return (this.#next + 1) * SLIDE_MS - 1;
  }

  #wait(slice: number, watermark: number): void {
    // Its first windows may be over, and those behind it in the ring too.
    const first = Math.max(slice, Math.floor((watermark + 1) / SLIDE_MS));
    if (first < this.#next) this.#next = first;
    if (this.#last < slice) this.#last = slice;
  }

  #learn(string: number): number {
    if (this.#known.length <= string) {
      const known = new Int32Array(string * 2 + 16).fill(-1);
      known.set(this.#known);
      this.#known = known;
    }
    const k = this.#keys++;
    this.#known[string] = k;
    for (const slice of this.#slices) slice.fit(k + 1);
    this.#results.fit(k + 1);
    return k;
  }
}

/** The counts of one slice by key, its keys in order of their first rows, and the numbers of these. */
class CountSlice {
  counts = new Float64Array(0);
  keys = new Int32Array(0);
  firsts = new Float64Array(0);
  met = 0;

  fit(keys: number): void {
    if (keys <= this.counts.length) return;
    this.counts = grown(this.counts, new Float64Array(keys * 2));
    this.keys = grown(this.keys, new Int32Array(keys * 2));
    this.firsts = grown(this.firsts, new Float64Array(keys * 2));
  }

  meet(key: number, row: number): void {
    this.firsts[this.met] = row;
    this.keys[this.met++] = key;
  }

  clear(): void {
    this.counts.fill(0);
    this.met = 0;
  }
}

/** The results of a window, in columns; of which the first are given. */
class Results {
  /** By key. */
  #totals = new Float64Array(0);
  #places = new Int32Array(0);
  /** By result. */
  #keys = new Int32Array(0);
  #firsts = new Float64Array(0);
  #counts = new Float64Array(0);
  #starts = new Float64Array(0);
  #ends = new Float64Array(0);
  #length = 0;

  fit(keys: number): void {
    if (keys <= this.#totals.length) return;
    this.#totals = grown(this.#totals, new Float64Array(keys * 2));
    this.#places = grown(this.#places, new Int32Array(keys * 2));
    this.#keys = grown(this.#keys, new Int32Array(keys * 2));
    this.#firsts = grown(this.#firsts, new Float64Array(keys * 2));
    this.#counts = new Float64Array(keys * 2);
    this.#starts = new Float64Array(keys * 2);
    this.#ends = new Float64Array(keys * 2);
  }

  add({ counts, keys, firsts, met }: CountSlice): void {
    for (let i = 0; i < met; i++) {
      const key = keys[i]!;
      if (this.#totals[key] === 0) {
        this.#keys[this.#length] = key;
        this.#places[key] = this.#length;
        this.#firsts[this.#length++] = firsts[i]!;
      } else if (firsts[i]! < this.#firsts[this.#places[key]!]!) this.#firsts[this.#places[key]!] = firsts[i]!;
      this.#totals[key]! += counts[key]!;
    }
  }

  give(end: number, outcome: PairOutcome): void {
    const length = this.#length;
    this.#arrange();
    for (let i = 0; i < length; i++) {
      this.#counts[i] = this.#totals[this.#keys[i]!]!;
      this.#totals[this.#keys[i]!] = 0;
    }
    this.#starts.fill(end - WINDOW_MS, 0, length);
    this.#ends.fill(end, 0, length);
    this.#length = 0;
    firstOf(this.#counts, length).forEach((place, rank) => outcome.add(rank + 1, this.#counts[place]!));
  }

  /** Puts the keys in order of their first rows, in which they mostly are. */
  #arrange(): void {
    let isSorted = true;
    for (let i = 1; i < this.#length; i++) if (this.#firsts[i]! < this.#firsts[i - 1]!) isSorted = false;
    if (isSorted) return;
    const keys = this.#keys.slice(0, this.#length);
    const order = keys.map((_, i) => i).sort((a, b) => this.#firsts[a]! - this.#firsts[b]!);
    order.forEach((from, to) => void (this.#keys[to] = keys[from]!));
  }
}

/** The places of the largest of the first `length` of `counts`, ordered; of equal ones the earlier comes first. */
function firstOf(counts: Float64Array, length: number): number[] {
  const places: number[] = [];
  let least = -Infinity;
  for (let i = 0; i < length; i++) {
    if (counts[i]! <= least) continue;
    let at = places.length < TOP ? places.push(i) - 1 : TOP - 1;
    for (; 0 < at && counts[places[at - 1]!]! < counts[i]!; at--) places[at] = places[at - 1]!;
    places[at] = i;
    if (places.length === TOP) least = counts[places[TOP - 1]!]!;
  }
  return places;
}

function grown<A extends Float64Array | Int32Array>(array: A, into: A): A {
  into.set(array);
  return into;
}

import type { Rows } from './rows.ts';
import { DISORDER_MS, KEYS } from './rows.ts';
import type { Outcome } from './work.ts';
import { SLICES, SLIDE_MS, WindowOutcome } from './work.ts';

/** Slices that are open at once, and more: a ring of them is as long. */
const RING = 16;

/** E: a row goes into its slice, and a window is the merge of five of them. */
export function slidingWindows({ length, ts, key, value }: Rows): Outcome {
  const outcome = new WindowOutcome();
  const slices = new Slices(RING * KEYS);
  const merged = new Slices(KEYS);
  const fire = (slice: number): void => {
    merged.clear(0, KEYS);
    for (let s = slice - SLICES + 1; s <= slice; s++) merged.merge(slices, (s & (RING - 1)) * KEYS);
    merged.give(outcome, (slice + 1) * SLIDE_MS);
    const oldest = ((slice - SLICES + 1) & (RING - 1)) * KEYS;
    slices.clear(oldest, oldest + KEYS);
  };
  const { counts, sums, least, most } = slices;
  let watermark = -Infinity;
  let next = Math.floor(-DISORDER_MS / SLIDE_MS);
  let last = next;
  for (let i = 0; i < length; i++) {
    const time = ts[i]!;
    const slice = Math.floor(time / SLIDE_MS);
    if (last < slice) last = slice;
    const at = (slice & (RING - 1)) * KEYS + key[i]!;
    const v = value[i]!;
    counts[at]!++;
    sums[at]! += v;
    if (v < least[at]!) least[at] = v;
    if (most[at]! < v) most[at] = v;
    if (watermark < time - DISORDER_MS - 1) watermark = time - DISORDER_MS - 1;
    while ((next + 1) * SLIDE_MS - 1 <= watermark) fire(next++);
  }
  for (; next < last + SLICES; next++) fire(next);
  return outcome.outcome;
}

class Slices {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;

  constructor(length: number) {
    this.counts = new Float64Array(length);
    this.sums = new Float64Array(length);
    this.least = new Float64Array(length).fill(Infinity);
    this.most = new Float64Array(length).fill(-Infinity);
  }

  clear(from: number, to: number): void {
    this.counts.fill(0, from, to);
    this.sums.fill(0, from, to);
    this.least.fill(Infinity, from, to);
    this.most.fill(-Infinity, from, to);
  }

  /** Adds the keys of `others` from `from` on. */
  merge(others: Slices, from: number): void {
    const { counts, sums, least, most } = this;
    for (let k = 0, at = from; k < KEYS; k++, at++) {
      counts[k]! += others.counts[at]!;
      sums[k]! += others.sums[at]!;
      if (others.least[at]! < least[k]!) least[k] = others.least[at]!;
      if (most[k]! < others.most[at]!) most[k] = others.most[at]!;
    }
  }

  give(outcome: WindowOutcome, end: number): void {
    for (let k = 0; k < KEYS; k++) {
      const count = this.counts[k]!;
      if (count === 0) continue;
      const sum = this.sums[k]!;
      outcome.add(k, end, { count, sum, min: this.least[k]!, max: this.most[k]!, avg: sum / count });
    }
  }
}

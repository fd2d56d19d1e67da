import type { Rows } from './rows.ts';
import { DISORDER_MS, KEYS } from './rows.ts';
import { slidingWindows } from './columns-sliding.ts';
import type { Design, Outcome } from './work.ts';
import { ALPHA, LEAST, LIMIT, PairOutcome, SLICES, SLIDE_MS, TOP, WINDOW_MS, WindowOutcome } from './work.ts';

const BATCH = 1024;
/** Windows and slices that are open at once, and more: a ring of them is as long. */
const RING = 16;

/** Columns and one loop written by hand for each kind of work: what a general engine can at best come near to. */
export const columns: Design = {
  name: 'columns, written by hand',
  share: 1,
  run: { A: windows, B: project, C: top, D: averages, E: slidingWindows },
};

function windows({ length, ts, key, value }: Rows): Outcome {
  const outcome = new WindowOutcome();
  const counts = new Float64Array(RING * KEYS);
  const sums = new Float64Array(RING * KEYS);
  const least = new Float64Array(RING * KEYS).fill(Infinity);
  const most = new Float64Array(RING * KEYS).fill(-Infinity);
  const fire = (window: number): void => {
    const at = (window & (RING - 1)) * KEYS;
    for (let k = 0; k < KEYS; k++) {
      const count = counts[at + k]!;
      if (count === 0) continue;
      const sum = sums[at + k]!;
      const found = { count, sum, min: least[at + k]!, max: most[at + k]!, avg: sum / count };
      outcome.add(k, (window + 1) * WINDOW_MS, found);
    }
    counts.fill(0, at, at + KEYS);
    sums.fill(0, at, at + KEYS);
    least.fill(Infinity, at, at + KEYS);
    most.fill(-Infinity, at, at + KEYS);
  };
  let watermark = -Infinity;
  let next = Math.floor(-DISORDER_MS / WINDOW_MS);
  let last = next;
  for (let i = 0; i < length; i++) {
    const time = ts[i]!;
    const window = Math.floor(time / WINDOW_MS);
    if (last < window) last = window;
    const at = (window & (RING - 1)) * KEYS + key[i]!;
    const v = value[i]!;
    counts[at]!++;
    sums[at]! += v;
    if (v < least[at]!) least[at] = v;
    if (most[at]! < v) most[at] = v;
    if (watermark < time - DISORDER_MS - 1) watermark = time - DISORDER_MS - 1;
    while ((next + 1) * WINDOW_MS - 1 <= watermark) fire(next++);
  }
  while (next <= last) fire(next++);
  return outcome.outcome;
}

function project({ length, key, value }: Rows): Outcome {
  const outcome = new PairOutcome();
  const picked = new Int32Array(BATCH);
  for (let from = 0; from < length; from += BATCH) {
    const to = Math.min(length, from + BATCH);
    let count = 0;
    for (let i = from; i < to; i++) {
      picked[count] = i;
      // Number, and not ? 1 : 0, which is a jump that goes wrong half of the time.
      count += Number(value[i]! > LEAST);
    }
    const keys = new Int32Array(count);
    const loads = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      keys[i] = key[picked[i]!]!;
      loads[i] = value[picked[i]!]! * 1.75 + 32;
    }
    for (let i = 0; i < count; i++) outcome.add(keys[i]!, loads[i]!);
  }
  return outcome.outcome;
}

function top({ length, ts, key }: Rows): Outcome {
  const outcome = new PairOutcome();
  const counts = new Float64Array(RING * KEYS);
  const totals = new Float64Array(KEYS);
  const fire = (slice: number): void => {
    totals.fill(0);
    for (let s = slice - SLICES + 1; s <= slice; s++) {
      const at = (s & (RING - 1)) * KEYS;
      for (let k = 0; k < KEYS; k++) totals[k]! += counts[at + k]!;
    }
    giveTop(totals, outcome);
    const oldest = ((slice - SLICES + 1) & (RING - 1)) * KEYS;
    counts.fill(0, oldest, oldest + KEYS);
  };
  let watermark = -Infinity;
  let next = Math.floor(-DISORDER_MS / SLIDE_MS);
  let last = next;
  for (let i = 0; i < length; i++) {
    const time = ts[i]!;
    const slice = Math.floor(time / SLIDE_MS);
    if (last < slice) last = slice;
    counts[(slice & (RING - 1)) * KEYS + key[i]!]!++;
    if (watermark < time - DISORDER_MS - 1) watermark = time - DISORDER_MS - 1;
    while ((next + 1) * SLIDE_MS - 1 <= watermark) fire(next++);
  }
  for (; next < last + SLICES; next++) fire(next);
  return outcome.outcome;
}

/** The ten largest, kept in order while all are looked at once. */
function giveTop(totals: Float64Array, outcome: PairOutcome): void {
  const best = new Float64Array(TOP);
  for (const total of totals) {
    if (total <= best[TOP - 1]!) continue;
    let at = TOP - 1;
    for (; 0 < at && best[at - 1]! < total; at--) best[at] = best[at - 1]!;
    best[at] = total;
  }
  for (let rank = 0; rank < TOP; rank++) if (0 < best[rank]!) outcome.add(rank + 1, best[rank]!);
}

// Two operators with columns between them: each row gets its average, and whether it is the third in a row; then such rows are picked.
function averages({ length, key, value }: Rows): Outcome {
  const outcome = new PairOutcome();
  const averages = new Float64Array(KEYS).fill(NaN);
  const above = new Int32Array(KEYS);
  const picked = new Int32Array(BATCH);
  for (let from = 0; from < length; from += BATCH) {
    const size = Math.min(BATCH, length - from);
    const average = new Float64Array(size);
    const hot = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      const k = key[from + i]!;
      const v = value[from + i]!;
      const before = averages[k]!;
      const next = before === before ? ALPHA * v + (1 - ALPHA) * before : v;
      averages[k] = next;
      average[i] = next;
      const run = v > LIMIT ? above[k]! + 1 : 0;
      above[k] = run;
      hot[i] = Number(3 <= run);
    }
    let count = 0;
    for (let i = 0; i < size; i++) {
      picked[count] = i;
      count += hot[i]!;
    }
    for (let i = 0; i < count; i++) outcome.add(key[from + picked[i]!]!, average[picked[i]!]!);
  }
  return outcome.outcome;
}

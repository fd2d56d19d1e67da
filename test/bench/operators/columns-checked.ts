import { topOfAnyKeys } from './columns-checked-top.ts';
import type { Rows } from './rows.ts';
import { DISORDER_MS, KEYS } from './rows.ts';
import type { Design, Outcome } from './work.ts';
import { ALPHA, LEAST, LIMIT, PairOutcome } from './work.ts';

const BATCH = 1024;

/**
 * The loops by hand that do what the contract wants besides: the watermark behind each batch is known, and what is computed is looked at,
 * as what is no number is null; of C see `topOfAnyKeys`.
 */
export const checkedColumns: Design = {
  name: 'columns, by hand, the same work',
  share: 1,
  run: { B: project, C: topOfAnyKeys, D: averages },
};

function project({ length, ts, key, value }: Rows): Outcome {
  const outcome = new PairOutcome();
  const picked = new Int32Array(BATCH);
  const promise = new Promised();
  for (let from = 0; from < length; from += BATCH) {
    const to = Math.min(length, from + BATCH);
    promise.take(ts, from, to);
    let count = 0;
    for (let i = from; i < to; i++) {
      picked[count] = i;
      count += Number(value[i]! > LEAST);
    }
    const keys = new Int32Array(count);
    const loads = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      keys[i] = key[picked[i]!]!;
      loads[i] = value[picked[i]!]! * 1.75 + 32;
    }
    const nulls = nullsOf(loads);
    for (let i = 0; i < count; i++) if (nulls === null || nulls[i] === 0) outcome.add(keys[i]!, loads[i]!);
  }
  promise.check();
  return outcome.outcome;
}

function averages({ length, ts, key, value }: Rows): Outcome {
  const outcome = new PairOutcome();
  const averages = new Float64Array(KEYS).fill(NaN);
  const above = new Int32Array(KEYS);
  const picked = new Int32Array(BATCH);
  const promise = new Promised();
  for (let from = 0; from < length; from += BATCH) {
    const size = Math.min(BATCH, length - from);
    promise.take(ts, from, from + size);
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
    const nulls = nullsOf(average);
    let count = 0;
    for (let i = 0; i < size; i++) {
      picked[count] = i;
      count += hot[i]!;
    }
    for (let i = 0; i < count; i++) {
      const row = picked[i]!;
      if (nulls === null || nulls[row] === 0) outcome.add(key[from + row]!, average[row]!);
    }
  }
  promise.check();
  return outcome.outcome;
}

/** The watermark behind the rows so far. */
class Promised {
  #watermark = -Infinity;

  take(ts: Float64Array, from: number, to: number): void {
    let latest = -Infinity;
    for (let i = from; i < to; i++) if (latest < ts[i]!) latest = ts[i]!;
    this.#watermark = Math.max(this.#watermark, latest - DISORDER_MS - 1);
  }

  /** So that nobody leaves it out. */
  check(): void {
    if (this.#watermark === Infinity) throw new Error('rows without a time');
  }
}

/** Marks what is not finite; null where everything is. */
function nullsOf(values: Float64Array): Uint8Array | null {
  let rest = 0;
  for (let i = 0; i < values.length; i++) rest += values[i]! - values[i]!;
  return rest === 0 ? null : Uint8Array.from(values, (value) => Number(!Number.isFinite(value)));
}

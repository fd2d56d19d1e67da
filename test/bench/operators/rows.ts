/** The rows that every design computes with, in columns: when, of which of a thousand keys, and a value. */
export interface Rows {
  readonly length: number;
  readonly ts: Float64Array;
  /** Number of the key, from 0 to `KEYS` − 1; its name is `key-<number>`. */
  readonly key: Int32Array;
  readonly value: Float64Array;
}

export const KEYS = 1000;
export const DISORDER_MS = 2000;
const ROWS_PER_MS = 10;

export const KEY_NAMES: readonly string[] = Array.from({ length: KEYS }, (_, key) => `key-${key}`);

/** `length` rows, ten in a millisecond of event time, each up to 2 s late; values from 0 to 100 in eighths, whose sums are exact. */
export function makeRows(length: number): Rows {
  const rows = { length, ts: new Float64Array(length), key: new Int32Array(length), value: new Float64Array(length) };
  const random = randomNumbers(42);
  for (let i = 0; i < length; i++) {
    rows.ts[i] = Math.floor(i / ROWS_PER_MS - random() * DISORDER_MS);
    rows.key[i] = Math.floor(random() * KEYS);
    rows.value[i] = Math.floor(random() * 800) / 8;
  }
  return rows;
}

/** The first `length` of `rows`. */
export function firstRows({ ts, key, value }: Rows, length: number): Rows {
  return {
    length,
    ts: ts.subarray(0, length),
    key: key.subarray(0, length),
    value: value.subarray(0, length),
  };
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruential generator is random enough to spread keys. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

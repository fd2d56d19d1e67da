import type { Rows } from './rows.ts';

/** The kinds of work, as in a monitoring pipeline. */
export type Work = 'A' | 'B' | 'C' | 'D' | 'E';

export const WORK_NAMES: Readonly<Record<Work, string>> = {
  A: 'windows of 10 s per key: count, sum, min, max, avg',
  B: 'filter, computed column, projection',
  C: 'sliding windows of 10 s every 2 s per key: counts, and the ten largest of each window',
  D: 'per key a moving average, and three values in a row above a limit',
  E: 'sliding windows of 10 s every 2 s per key: count, sum, min, max, avg, as A has of tumbling ones',
};

/** Of A. */
export const WINDOW_MS = 10_000;
/** Of C: ten seconds are five of these. */
export const SLIDE_MS = 2000;
export const SLICES = WINDOW_MS / SLIDE_MS;
export const TOP = 10;
/** Of B. */
export const LEAST = 50;
/** Of D. */
export const LIMIT = 80;
export const ALPHA = 0.1;

/** What came out, as numbers that do not depend on the order of the results: equal work gives equal numbers. */
export type Outcome = readonly number[];

/** A design: how it does each kind of work over rows in columns. What it makes of them on the way is part of its cost. */
export interface Design {
  readonly name: string;
  /** Of all rows, the part that it is measured with: slow ones would take minutes. */
  readonly share: number;
  readonly run: Readonly<Partial<Record<Work, (rows: Rows) => Outcome | Promise<Outcome>>>>;
}

/** Adds up results of A. */
export class WindowOutcome {
  #results = 0;
  #ends = 0;
  #keys = 0;
  #counts = 0;
  #sums = 0;
  #extremes = 0;
  #averages = 0;

  add(key: number, end: number, found: WindowValues): void {
    this.#results++;
    this.#ends += end;
    this.#keys += key * found.count;
    this.#counts += found.count;
    this.#sums += found.sum;
    this.#extremes += found.max * 2 + found.min;
    this.#averages += found.avg;
  }

  get outcome(): Outcome {
    return [this.#results, this.#ends, this.#keys, this.#counts, this.#sums, this.#extremes, this.#averages];
  }
}

interface WindowValues {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly avg: number;
}

/** Adds up results of B, C or D: a key or rank, and a value. */
export class PairOutcome {
  #results = 0;
  #values = 0;
  #weighted = 0;

  add(weight: number, value: number): void {
    this.#results++;
    this.#values += value;
    this.#weighted += weight * value;
  }

  get outcome(): Outcome {
    return [this.#results, this.#values, this.#weighted];
  }
}

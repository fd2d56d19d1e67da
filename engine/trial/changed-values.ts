import type { TriedSeries } from './trial-order.ts';

/** Changes that are told one by one. */
const EXAMPLES_MAX = 50;

/** A moment at which the two differ; null on the side that has no value there. */
export interface ChangedValue {
  readonly at: number;
  readonly before: number | null;
  readonly after: number | null;
}

/**
 * Where the values of two lines differ, moment by moment, and how often. Of several values at one moment the last one counts: a window
 * that fired again.
 */
export function changedValues(
  before: TriedSeries | null,
  after: TriedSeries | null,
): { readonly changed: number; readonly examples: readonly ChangedValue[] } {
  const [old, now] = [valuesByTime(before), valuesByTime(after)];
  const moments = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b);
  const changes = moments
    .map((at) => ({ at, before: old.get(at) ?? null, after: now.get(at) ?? null }))
    .filter((change) => change.before !== change.after);
  return { changed: changes.length, examples: changes.slice(0, EXAMPLES_MAX) };
}

function valuesByTime(line: TriedSeries | null): ReadonlyMap<number, number | null> {
  const values = new Map<number, number | null>();
  line?.times.forEach((time, i) => values.set(time, Number.isNaN(line.values[i]) ? null : line.values[i]!));
  return values;
}

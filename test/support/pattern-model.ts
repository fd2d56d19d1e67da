import type { Row } from '../../engine/data/rows.ts';
import type { Emitted, RowSignal, Signal } from './collect.ts';

/** A step of a pattern: the boolean column that says whether it takes a row, and how many it takes. */
export interface ModelStep {
  readonly where: string;
  readonly min: number;
  readonly max: number;
  readonly isNext: boolean;
  readonly isConsecutive: boolean;
}

export interface PatternModelOptions {
  readonly key: string;
  readonly steps: readonly ModelStep[];
  readonly withinMs: number | null;
  readonly afterMatch: 'skip_past_last' | 'skip_to_next';
}

/** The rows of a match, step by step. */
export type ModelMatch = readonly (readonly RowSignal[])[];

/**
 * What the contract says of a pattern, by trying everything: after each row, for each row that a match could have begun with and
 * each number of rows that each step could take, the one sequence that this leads to is followed from the start.
 */
export function modelPattern(
  options: PatternModelOptions,
  input: readonly Signal[],
  resultOf: (match: ModelMatch) => Row,
): Emitted[] {
  const emitted: Emitted[] = [];
  const sequences = new Map<unknown, Sequence>();
  let held: RowSignal[] = [];
  let current = -Infinity;
  for (const signal of input) {
    if (!('watermark' in signal)) {
      if (signal.time <= current) emitted.push({ late: signal });
      else held.push(signal);
      continue;
    }
    if (signal.watermark <= current) continue;
    current = signal.watermark;
    const due = held.filter(({ time }) => time <= current).sort((a, b) => a.time - b.time);
    held = held.filter(({ time }) => current < time);
    for (const row of due) {
      const key = row.row[options.key];
      const sequence = sequences.get(key) ?? { rows: [], firstFree: 0 };
      sequences.set(key, sequence);
      sequence.rows.push(row);
      for (const match of matchesEndingNow(options, sequence)) emitted.push({ time: row.time, row: resultOf(match) });
    }
    emitted.push({ watermark: current });
  }
  return emitted;
}

interface Sequence {
  readonly rows: RowSignal[];
  /** Rows before this can begin no match: they are part of one, or passed by one. */
  firstFree: number;
}

function matchesEndingNow(options: PatternModelOptions, sequence: Sequence): ModelMatch[] {
  const { rows } = sequence;
  const found: ModelMatch[] = [];
  for (let start = sequence.firstFree; start < rows.length; start++) {
    const best = bestFrom(start, options, rows);
    if (best?.end !== rows.length - 1) continue;
    found.push(best.match);
    if (options.afterMatch === 'skip_to_next') continue;
    sequence.firstFree = rows.length;
    break;
  }
  return found;
}

/** Of all matches that begin with row `start` the one that ends first, and of those the one whose first steps took the most rows. */
function bestFrom(start: number, options: PatternModelOptions, rows: readonly RowSignal[]) {
  let best: { end: number; match: ModelMatch } | null = null;
  for (const counts of countsOf(options.steps)) {
    const found = follow(start, counts, options, rows);
    if (found !== null && (best === null || found.end < best.end)) best = found;
  }
  return best;
}

/** How many rows each step could take, more before fewer. */
function countsOf([step, ...others]: readonly ModelStep[]): number[][] {
  if (step === undefined) return [[]];
  const own = Array.from({ length: step.max - step.min + 1 }, (_, i) => step.max - i);
  return own.flatMap((count) => countsOf(others).map((rest) => [count, ...rest]));
}

function follow(
  start: number,
  counts: readonly number[],
  { steps, withinMs }: PatternModelOptions,
  rows: readonly RowSignal[],
) {
  const takes = (at: number, step: ModelStep): boolean => rows[at]?.row[step.where] === true;
  const match: RowSignal[][] = [];
  let at = start - 1;
  for (const [number, step] of steps.entries()) {
    const own: RowSignal[] = [];
    for (let taken = 0; taken < counts[number]!; taken++) {
      const isFirst = number === 0 && taken === 0;
      const isStrict = isFirst || (taken === 0 ? step.isNext : step.isConsecutive);
      at++;
      while (!isStrict && at < rows.length && !takes(at, step)) at++;
      if (!takes(at, step)) return null;
      own.push(rows[at]!);
    }
    match.push(own);
  }
  const isInTime = withinMs === null || rows[at]!.time - rows[start]!.time < withinMs;
  return isInTime ? { end: at, match } : null;
}

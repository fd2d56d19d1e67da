import type { Row } from '../../engine/data/rows.ts';
import type { Emitted } from './collect.ts';
import { withoutNegativeZero } from './window-model.ts';
import type { ModelOptions, ModelRow, ModelWindow } from './window-model.ts';

/**
 * The calls that the model knows, as `windowNode` takes them. Its rows have the columns `amount` (double, in quarters, so that sums are
 * exact), `whole` (bigint), `name` (string) and `meter`, a counter that never falls as event time goes on.
 */
export const MODEL_AGGREGATE = {
  rows: ['count_rows'],
  amounts: ['count', 'amount'],
  total: ['sum', 'amount'],
  least: ['min', 'amount'],
  greatest: ['max', 'amount'],
  average: ['avg', 'amount'],
  whole: ['sum', 'whole'],
  earliest: ['first', 'name'],
  latest: ['last', 'name'],
  leastName: ['min', 'name'],
  firstAmount: ['first', 'amount'],
  lastAmount: ['last', 'amount'],
  names: ['count_distinct', 'name'],
  different: ['count_distinct', 'amount'],
  speed: ['rate', 'meter'],
} as const;

/** The result of `window`, or its rejection where the sum of `whole` is not exact. */
export function resultRow(options: ModelOptions, { start, end, rows }: ModelWindow): Emitted {
  const values = rows.map(({ row }) => row);
  const known: Row = {
    ...Object.fromEntries(options.key.map((name) => [name, withoutNegativeZero(values[0]![name]!)])),
    window_start: start,
    window_end: end,
  };
  const whole = values.reduce((sum, each) => sum + BigInt((each.whole as number | null) ?? 0), 0n);
  if (BigInt(Number.MAX_SAFE_INTEGER) < (whole < 0n ? -whole : whole)) return { rejected: known, reason: 'sum' };
  const time = options.window.type === 'count' ? end : end - 1;
  const hasWhole = values.some((each) => each.whole !== null);
  return { time, row: { ...known, ...aggregates(rows), whole: hasWhole ? Number(whole) : null } };
}

function aggregates(rows: readonly ModelRow[]): Row {
  const amounts = rows.map(({ row }) => row.amount as number | null).filter((each) => each !== null);
  const names = rows.map(({ row }) => row.name as string | null).filter((each) => each !== null);
  const total = amounts.reduce((sum, each) => sum + each, 0);
  const isEmpty = amounts.length === 0;
  return {
    rows: rows.length,
    amounts: amounts.length,
    total: isEmpty ? null : total,
    least: isEmpty ? null : Math.min(...amounts),
    greatest: isEmpty ? null : Math.max(...amounts),
    average: isEmpty ? null : total / amounts.length,
    earliest: names[0] ?? null,
    latest: names[names.length - 1] ?? null,
    leastName: [...names].sort()[0] ?? null,
    firstAmount: amounts[0] ?? null,
    lastAmount: amounts[amounts.length - 1] ?? null,
    names: new Set(names).size,
    different: new Set(amounts).size,
    speed: speed(rows),
  };
}

function speed(rows: readonly ModelRow[]): number | null {
  const readings = rows.filter(({ row }) => row.meter !== null).sort((a, b) => a.time - b.time);
  const first = readings[0];
  const last = readings[readings.length - 1];
  if (first === undefined || last === undefined || first.time === last.time) return null;
  return ((last.row.meter as number) - (first.row.meter as number)) / ((last.time - first.time) / 1000);
}

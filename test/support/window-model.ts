import type { Row } from '../../engine/data/rows.ts';
import type { Value } from '../../engine/data/types.ts';
import type { Emitted, RowSignal, Signal } from './collect.ts';

/** The tumbling window that the model computes: the value columns of its rows are `amount` (double) and `whole` (bigint). */
export interface ModelOptions {
  readonly sizeMs: number;
  readonly offsetMs: number;
  readonly allowedLatenessMs: number;
  readonly key: readonly string[];
}

interface ModelWindow {
  readonly start: number;
  readonly end: number;
  hasFired: boolean;
  /** The rows of each key, by the text of its values. */
  readonly rowsOfKey: Map<string, Row[]>;
}

/**
 * What section 6 of the contract says a tumbling window gives, written down one row at a time with no thought of speed: it keeps
 * all rows and computes each result from them.
 */
export function modelWindow(options: ModelOptions, input: readonly Signal[]): Emitted[] {
  const emitted: Emitted[] = [];
  let windows: ModelWindow[] = [];
  let current = -Infinity;

  const give = (window: ModelWindow, key: string): void => {
    emitted.push({ time: window.end - 1, row: resultRow(options, window, window.rowsOfKey.get(key)!) });
  };

  const takeWatermark = (to: number): void => {
    if (to <= current) return;
    const due = windows.filter((window) => !window.hasFired && window.end - 1 <= to);
    for (const window of due.sort((a, b) => a.end - b.end)) {
      for (const key of window.rowsOfKey.keys()) give(window, key);
      window.hasFired = true;
    }
    windows = windows.filter((window) => to < window.end - 1 + options.allowedLatenessMs);
    emitted.push({ watermark: to });
    current = to;
  };

  const takeRow = (signal: RowSignal): void => {
    const start = signal.time - modulo(signal.time - options.offsetMs, options.sizeMs);
    const end = start + options.sizeMs;
    if (end - 1 + options.allowedLatenessMs <= current) {
      emitted.push({ late: signal });
      return;
    }
    if (start < -8.64e15 || 8.64e15 < end) {
      emitted.push({ rejected: signal.row, reason: 'window' });
      return;
    }
    let window = windows.find((each) => each.start === start);
    if (window === undefined) {
      window = { start, end, hasFired: end - 1 <= current, rowsOfKey: new Map() };
      windows.push(window);
    }
    const key = keyText(options, signal.row);
    const rows = [...(window.rowsOfKey.get(key) ?? []), signal.row];
    if (Number.MAX_SAFE_INTEGER < Math.abs(Number(exactSum(rows)))) {
      emitted.push({ rejected: signal.row, reason: 'sum' });
      return;
    }
    window.rowsOfKey.set(key, rows);
    if (window.hasFired) give(window, key);
  };

  for (const signal of input) {
    if ('watermark' in signal) takeWatermark(signal.watermark);
    else takeRow(signal);
  }
  return emitted;
}

/** The calls that the model knows, as `windowNode` takes them. */
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
} as const;

function resultRow(options: ModelOptions, { start, end }: ModelWindow, rows: readonly Row[]): Row {
  const amounts = rows.map((each) => each.amount as number | null).filter((each) => each !== null);
  const names = rows.map((each) => each.name as string | null).filter((each) => each !== null);
  const total = amounts.reduce((sum, each) => sum + each, 0);
  const hasWhole = rows.some((each) => each.whole !== null);
  return {
    ...Object.fromEntries(options.key.map((name) => [name, withoutNegativeZero(rows[0]![name]!)])),
    window_start: start,
    window_end: end,
    rows: rows.length,
    amounts: amounts.length,
    total: amounts.length === 0 ? null : total,
    least: amounts.length === 0 ? null : Math.min(...amounts),
    greatest: amounts.length === 0 ? null : Math.max(...amounts),
    average: amounts.length === 0 ? null : total / amounts.length,
    whole: hasWhole ? Number(exactSum(rows)) : null,
    earliest: names[0] ?? null,
    latest: names[names.length - 1] ?? null,
  };
}

function exactSum(rows: readonly Row[]): bigint {
  return rows.reduce((sum, each) => sum + BigInt((each.whole as number | null) ?? 0), 0n);
}

function keyText(options: ModelOptions, values: Row): string {
  return JSON.stringify(options.key.map((name) => withoutNegativeZero(values[name]!)));
}

function withoutNegativeZero(value: Value): Value {
  return value === 0 ? 0 : value;
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

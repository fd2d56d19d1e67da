import type { Row } from '../../engine/data/rows.ts';
import type { Value } from '../../engine/data/types.ts';
import type { WindowShape } from '../../engine/document/plan.ts';
import type { Emitted, RowSignal, Signal } from './collect.ts';
import { resultRow } from './window-model-results.ts';

/** The window that the model computes; its results are those of `MODEL_AGGREGATE`. */
export interface ModelOptions {
  readonly window: WindowShape;
  readonly allowedLatenessMs: number;
  readonly key: readonly string[];
}

/** One window of one key, with its rows in the order in which they came. */
export interface ModelWindow {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly rows: readonly ModelRow[];
  readonly hasFired: boolean;
}

/** A row with its number, counted from the first that came. */
export interface ModelRow extends RowSignal {
  readonly number: number;
}

/**
 * What section 6 of the contract says a window gives, written down one row at a time with no thought of speed: it keeps all rows
 * and computes each result from them.
 */
export function modelWindow(options: ModelOptions, input: readonly Signal[]): Emitted[] {
  const emitted: Emitted[] = [];
  let windows: readonly ModelWindow[] = [];
  let current = -Infinity;

  const give = (window: ModelWindow): void => void emitted.push(resultRow(options, window));
  const isKept = ({ end }: { readonly end: number }): boolean => current < end - 1 + options.allowedLatenessMs;

  const takeWatermark = (to: number): void => {
    if (to <= current) return;
    current = to;
    const isDue = (window: ModelWindow): boolean => !window.hasFired && window.end - 1 <= to;
    [...windows.filter(isDue)].sort((a, b) => a.end - b.end || a.rows[0]!.number - b.rows[0]!.number).forEach(give);
    windows = windows.map((each) => (isDue(each) ? { ...each, hasFired: true } : each)).filter(isKept);
    emitted.push({ watermark: to });
  };

  /** Replaces `old` by `window`, which fires at once where it is over. */
  const put = (window: ModelWindow, old: readonly ModelWindow[]): void => {
    const hasFired = window.end - 1 <= current;
    windows = [...windows.filter((each) => !old.includes(each)), { ...window, hasFired }];
    if (hasFired) give(window);
  };

  const takeSession = (row: ModelRow, gapMs: number): void => {
    const own = { start: row.time, end: row.time + gapMs };
    const key = keyText(options, row.row);
    const touched = windows.filter((each) => each.key === key && own.start <= each.end && each.start <= own.end);
    if (touched.length === 0 && !isKept(own)) return void emitted.push({ late: withoutNumber(row) });
    if (8.64e15 < own.end) return void emitted.push({ rejected: row.row, reason: 'window' });
    const rows = [...touched.flatMap((each) => each.rows), row].sort((a, b) => a.number - b.number);
    const start = Math.min(own.start, ...touched.map((each) => each.start));
    const end = Math.max(own.end, ...touched.map((each) => each.end));
    put({ key, start, end, rows, hasFired: false }, touched);
  };

  const takeCounted = (row: ModelRow, size: number): void => {
    const key = keyText(options, row.row);
    const old = windows.find((each) => each.key === key);
    const rows = [...(old?.rows ?? []), row];
    // Without an end it waits for no watermark.
    const window = { key, start: rows[0]!.time, end: Infinity, rows, hasFired: true };
    windows = windows.filter((each) => each !== old);
    if (rows.length < size) windows = [...windows, window];
    else give({ ...window, end: row.time });
  };

  const takeSliced = (row: ModelRow): void => {
    const all = windowsOf(options.window, row.time);
    const kept = all.filter(isKept);
    if (all.length === 0) return;
    if (kept.length === 0) return void emitted.push({ late: withoutNumber(row) });
    if (all.some(({ start, end }) => start < -8.64e15 || 8.64e15 < end)) {
      return void emitted.push({ rejected: row.row, reason: 'window' });
    }
    const key = keyText(options, row.row);
    for (const { start, end } of kept) {
      const old = windows.filter((each) => each.key === key && each.start === start && each.end === end);
      put({ key, start, end, rows: [...old.flatMap(({ rows }) => rows), row], hasFired: false }, old);
    }
  };

  input.forEach((signal, number) => {
    const { window } = options;
    if ('watermark' in signal) takeWatermark(signal.watermark);
    else if (window.type === 'session') takeSession({ ...signal, number }, window.gapMs);
    else if (window.type === 'count') takeCounted({ ...signal, number }, window.size);
    else takeSliced({ ...signal, number });
  });
  return emitted;
}

/** All windows that hold `time`, in order of their ends, by the words of the contract. */
export function windowsOf(shape: WindowShape, time: number): { readonly start: number; readonly end: number }[] {
  const windows: { readonly start: number; readonly end: number }[] = [];
  if (shape.type === 'tumbling') {
    const start = time - modulo(time - shape.offsetMs, shape.sizeMs);
    windows.push({ start, end: start + shape.sizeMs });
  } else if (shape.type === 'sliding') {
    const last = time - modulo(time - shape.offsetMs, shape.slideMs);
    for (let start = last; time < start + shape.sizeMs; start -= shape.slideMs) {
      windows.unshift({ start, end: start + shape.sizeMs });
    }
  } else if (shape.type === 'cumulate') {
    const start = time - modulo(time, shape.sizeMs);
    for (let end = start + shape.stepMs; end <= start + shape.sizeMs; end += shape.stepMs) {
      if (time < end) windows.push({ start, end });
    }
  }
  return windows;
}

function withoutNumber({ time, row }: ModelRow): RowSignal {
  return { time, row };
}

function keyText(options: ModelOptions, values: Row): string {
  return JSON.stringify(options.key.map((name) => withoutNegativeZero(values[name]!)));
}

/** Both zeros as one. */
export function withoutNegativeZero(value: Value): Value {
  return value === 0 ? 0 : value;
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

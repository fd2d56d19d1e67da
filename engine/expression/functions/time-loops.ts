import { civilDate } from '../../data/timestamps.ts';
import type { DatePart, Span } from './calendar.ts';
import { dateParts, spans } from './calendar.ts';

/** What is computed of each of the first `length` times. */
export type TimeLoop = (times: Float64Array, length: number) => Float64Array;

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/**
 * `EXTRACT` by unit. Everything counts towards the future, before 1970 too: −1 ms is second 59, millisecond 999, of 1969-12-31
 * (Flink gives negative parts there).
 */
export const extractLoops: Readonly<Record<string, TimeLoop>> = {
  ...(Object.fromEntries(Object.entries(dateParts).map(([unit, part]) => [unit, ofDate(part)])) as Record<
    string,
    TimeLoop
  >),
  HOUR: cyclic(HOUR, 24),
  MINUTE: cyclic(MINUTE, 60),
  SECOND: cyclic(SECOND, 60),
  MILLISECOND: cyclic(1, 1000),
  EPOCH: epoch,
};

/** `FLOOR(time TO unit)`. */
export const floorLoops: Readonly<Record<string, TimeLoop>> = {
  MILLISECOND: floorTo(1),
  SECOND: floorTo(SECOND),
  MINUTE: floorTo(MINUTE),
  HOUR: floorTo(HOUR),
  DAY: floorTo(DAY),
  ...(Object.fromEntries(Object.entries(spans).map(([unit, span]) => [unit, floorToSpan(span)])) as Record<
    string,
    TimeLoop
  >),
};

/** `CEIL(time TO unit)`; a time that starts a unit stays. */
export const ceilLoops: Readonly<Record<string, TimeLoop>> = {
  MILLISECOND: ceilTo(1),
  SECOND: ceilTo(SECOND),
  MINUTE: ceilTo(MINUTE),
  HOUR: ceilTo(HOUR),
  DAY: ceilTo(DAY),
  ...(Object.fromEntries(Object.entries(spans).map(([unit, span]) => [unit, ceilToSpan(span)])) as Record<
    string,
    TimeLoop
  >),
};

function cyclic(unitMs: number, cycle: number): TimeLoop {
  return (times, length) => {
    const result = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      const units = Math.floor(times[i]! / unitMs);
      result[i] = units - Math.floor(units / cycle) * cycle;
    }
    return result;
  };
}

function epoch(times: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.floor(times[i]! / SECOND);
  return result;
}

function floorTo(unitMs: number): TimeLoop {
  return (times, length) => {
    const result = new Float64Array(length);
    for (let i = 0; i < length; i++) result[i] = Math.floor(times[i]! / unitMs) * unitMs;
    return result;
  };
}

function ceilTo(unitMs: number): TimeLoop {
  return (times, length) => {
    const result = new Float64Array(length);
    // Adding 0 makes a −0 of the last unit before 1970 a plain 0.
    for (let i = 0; i < length; i++) result[i] = Math.ceil(times[i]! / unitMs) * unitMs + 0;
    return result;
  };
}

// What depends on the calendar costs tens of nanoseconds; rows come roughly in order of time, so the day before is kept.
function ofDate(part: DatePart): TimeLoop {
  return (times, length) => {
    const result = new Float64Array(length);
    let lastDay = NaN;
    let lastPart = 0;
    for (let i = 0; i < length; i++) {
      const day = Math.floor(times[i]! / DAY);
      if (day !== lastDay) {
        lastDay = day;
        lastPart = part(civilDate(day), day);
      }
      result[i] = lastPart;
    }
    return result;
  };
}

function floorToSpan(span: Span): TimeLoop {
  return (times, length) => {
    const result = new Float64Array(length);
    let [start, end] = [NaN, NaN];
    for (let i = 0; i < length; i++) {
      const time = times[i]!;
      if (!(start <= time && time < end)) [start, end] = spanMs(span, time);
      result[i] = start;
    }
    return result;
  };
}

function ceilToSpan(span: Span): TimeLoop {
  return (times, length) => {
    const result = new Float64Array(length);
    let [start, end] = [NaN, NaN];
    for (let i = 0; i < length; i++) {
      const time = times[i]!;
      if (!(start <= time && time < end)) [start, end] = spanMs(span, time);
      result[i] = time === start ? start : end;
    }
    return result;
  };
}

function spanMs(span: Span, time: number): readonly [number, number] {
  const day = Math.floor(time / DAY);
  const [start, end] = span(civilDate(day), day);
  return [start * DAY, end * DAY];
}

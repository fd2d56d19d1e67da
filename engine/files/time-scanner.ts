import { daysSinceEpoch } from '../data/timestamps.ts';

const ZERO = 48;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Length of `2026-11-22T20:04:08.000Z`. */
export const TIME_LENGTH = 24;

/**
 * The milliseconds since 1970 UTC of a time in the form that is written here, `2026-11-22T20:04:08.000Z`; NaN for any other
 * text, which may still be a time. `bytes` has at least `TIME_LENGTH` bytes from `start` on.
 */
export function scanTime(bytes: Buffer, start: number): number {
  if (!hasForm(bytes, start)) return NaN;
  const year = two(bytes, start) * 100 + two(bytes, start + 2);
  const month = two(bytes, start + 5);
  const day = two(bytes, start + 8);
  const hour = two(bytes, start + 11);
  const minute = two(bytes, start + 14);
  const second = two(bytes, start + 17);
  const millis = two(bytes, start + 20) * 10 + digit(bytes, start + 22);
  // A NaN from what is no digit fails these comparisons or goes through to the result.
  if (!(1 <= month && month <= 12 && 1 <= day && day <= daysIn(year, month))) return NaN;
  if (!(hour < 24 && minute < 60 && second < 60)) return NaN;
  return (((daysSinceEpoch(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000 + millis;
}

function hasForm(bytes: Buffer, start: number): boolean {
  return (
    bytes[start + 4] === 45 && // -
    bytes[start + 7] === 45 &&
    bytes[start + 10] === 84 && // T
    bytes[start + 13] === 58 && // :
    bytes[start + 16] === 58 &&
    bytes[start + 19] === 46 && // .
    bytes[start + 23] === 90 // Z
  );
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : MONTH_DAYS[month - 1]!;
}

function two(bytes: Buffer, at: number): number {
  return digit(bytes, at) * 10 + digit(bytes, at + 1);
}

function digit(bytes: Buffer, at: number): number {
  const value = bytes[at]! - ZERO;
  return 0 <= value && value <= 9 ? value : NaN;
}

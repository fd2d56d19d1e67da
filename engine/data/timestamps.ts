/** The largest timestamp that text can say, 275760-09-13, in milliseconds since 1970 UTC; its negative is the smallest. */
export const TIMESTAMP_MAX = 8.64e15;

/**
 * The milliseconds since 1970 UTC that an ISO 8601 text says, or null where it says none.
 *
 * Read: `2026-11-22T20:04:08.123456+01:00`, with a blank for the T, a comma for the point, without fraction, seconds or
 * time; any offset (`Z`, `+01`, `+0100`, `+01:00`), none means UTC; years of six digits with a sign. What is finer than a
 * millisecond is cut off. Days that do not exist, leap seconds and surrounding blanks are refused.
 */
export function parseTimestamp(text: string): number | null {
  const monthAt = signOf(text, 0) === 0 ? 5 : 8;
  const timeAt = monthAt + 5;
  const timeMs = timeAt === text.length ? 0 : parseTime(text, timeAt);
  const total = parseDate(text, monthAt) * DAY + timeMs;
  return -TIMESTAMP_MAX <= total && total <= TIMESTAMP_MAX ? total : null;
}

/** The ISO 8601 text of a time in milliseconds since 1970 UTC: `2026-11-22T20:04:08.000Z`; parts of a millisecond are cut off. */
export function formatTimestamp(ms: number): string {
  const days = Math.floor(ms / DAY);
  let rest = Math.floor(ms - days * DAY);
  const millis = rest % 1000;
  rest = (rest - millis) / 1000;
  const seconds = rest % 60;
  rest = (rest - seconds) / 60;
  const minutes = rest % 60;
  const { year, month, day } = civilDate(days);
  const date = `${formatYear(year)}-${two(month)}-${two(day)}`;
  return `${date}T${two((rest - minutes) / 60)}:${two(minutes)}:${two(seconds)}.${millis < 100 ? '0' : ''}${two(millis)}Z`;
}

/** A day of the Gregorian calendar, month and day from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days from 1970-01-01 to a day of the Gregorian calendar, also before it began (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day of the Gregorian calendar `days` after 1970-01-01 (the inverse of `daysSinceEpoch`, from the same source). */
export function civilDate(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZERO = 48;
const NINE = 57;
const PLUS = 43;
const MINUS = 45;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : MONTH_DAYS[month - 1]!;
}

// NaN stands for "not a time" below: it goes through every sum and fails every comparison, also the last one.
function parseDate(text: string, monthAt: number): number {
  const sign = signOf(text, 0);
  const yearAt = sign === 0 ? 0 : 1;
  const year = digits(text, yearAt, monthAt - 1 - yearAt) * (sign === -1 ? -1 : 1);
  const month = digits(text, monthAt, 2);
  const day = digits(text, monthAt + 3, 2);
  const hasHyphens = text.charCodeAt(monthAt - 1) === MINUS && text.charCodeAt(monthAt + 2) === MINUS;
  // There is no year −0.
  if (!hasHyphens || Object.is(year, -0)) return NaN;
  const isDay = 1 <= month && month <= 12 && 1 <= day && day <= daysInMonth(year, month);
  return isDay ? daysSinceEpoch(year, month, day) : NaN;
}

function parseTime(text: string, start: number): number {
  const separator = text[start]!;
  if (separator !== 'T' && separator !== ' ' && separator !== 't') return NaN;
  const hour = digits(text, start + 1, 2);
  const minute = text[start + 3] === ':' ? digits(text, start + 4, 2) : NaN;
  const hasSeconds = text[start + 6] === ':';
  const second = hasSeconds ? digits(text, start + 7, 2) : 0;
  const secondsEnd = start + (hasSeconds ? 9 : 6);
  const end = hasSeconds ? fractionEnd(text, secondsEnd) : secondsEnd;
  const millis = end === secondsEnd ? 0 : parseMillis(text, secondsEnd + 1, end);
  const time = hour * HOUR + minute * MINUTE + second * SECOND + millis;
  // 24:00 ends a day; every other hour has less than 24.
  if (!(time <= DAY && minute < 60 && second < 60)) return NaN;
  return time - parseOffset(text, end);
}

function fractionEnd(text: string, start: number): number {
  if (text[start] !== '.' && text[start] !== ',') return start;
  let end = start + 1;
  while (isDigit(text, end)) end++;
  return end;
}

function parseMillis(text: string, start: number, end: number): number {
  return start === end ? NaN : digits(text.slice(start, Math.min(end, start + 3)).padEnd(3, '0'), 0, 3);
}

function parseOffset(text: string, start: number): number {
  if (start === text.length) return 0;
  if (start + 1 === text.length) return text[start] === 'Z' || text[start] === 'z' ? 0 : NaN;
  const sign = signOf(text, start);
  const hours = digits(text, start + 1, 2);
  const minutesAt = start + (text[start + 3] === ':' ? 4 : 3);
  const minutes = start + 3 === text.length ? 0 : digits(text, minutesAt, 2);
  const end = start + 3 === text.length ? start + 3 : minutesAt + 2;
  if (sign === 0 || end !== text.length || !(hours < 24) || !(minutes < 60)) return NaN;
  return sign * (hours * HOUR + minutes * MINUTE);
}

function signOf(text: string, at: number): -1 | 0 | 1 {
  const code = text.charCodeAt(at);
  if (code === PLUS) return 1;
  return code === MINUS ? -1 : 0;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return ZERO <= code && code <= NINE;
}

function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    if (!isDigit(text, i)) return NaN;
    value = value * 10 + text.charCodeAt(i) - ZERO;
  }
  return value;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function formatYear(year: number): string {
  if (0 <= year && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}

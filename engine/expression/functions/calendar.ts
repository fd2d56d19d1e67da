import type { CivilDate } from '../../data/timestamps.ts';
import { civilDate, daysSinceEpoch } from '../../data/timestamps.ts';

/** A part of a day's date as `EXTRACT` gives it. `days` counts from 1970-01-01. */
export type DatePart = (date: CivilDate, days: number) => number;

/** The parts of a date, as in Flink SQL. */
export const dateParts = {
  MILLENNIUM: ({ year }) => centuryOf(year, 1000),
  CENTURY: ({ year }) => centuryOf(year, 100),
  DECADE: ({ year }) => Math.floor(year / 10),
  YEAR: ({ year }) => year,
  QUARTER: ({ month }) => Math.ceil(month / 3),
  MONTH: ({ month }) => month,
  DAY: ({ day }) => day,
  DOY: ({ year }, days) => days - daysSinceEpoch(year, 1, 1) + 1,
  /** Sunday is 1, Saturday 7. */
  DOW: (_, days) => modulo(days + 4, 7) + 1,
  /** Monday is 1, Sunday 7. */
  ISODOW: (_, days) => isoWeekday(days),
  /** The week of ISO 8601: from Monday, and that with the year's first Thursday is 1. */
  WEEK: (_, days) => 1 + Math.floor((days - firstDayOfIsoYear(days)) / 7),
  /** The year that the week of ISO 8601 belongs to. */
  ISOYEAR: (_, days) => isoYear(days),
} satisfies Record<string, DatePart>;

/** The first day of the unit that a day is in, and of the one after it, as days from 1970-01-01. */
export type Span = (date: CivilDate, days: number) => readonly [number, number];

/** The units of whole days that `FLOOR` and `CEIL` of a time know. Weeks start on Sunday, as in Flink SQL. */
export const spans = {
  WEEK: (_, days) => [days - modulo(days + 4, 7), days - modulo(days + 4, 7) + 7],
  MONTH: ({ year, month }) => months(year, month, 1),
  QUARTER: ({ year, month }) => months(year, month - ((month - 1) % 3), 3),
  YEAR: ({ year }) => months(year, 1, 12),
} satisfies Record<string, Span>;

// The year 2000 belongs to the 20th century; there is no year 0 between the first centuries on both sides.
function centuryOf(year: number, length: number): number {
  return 0 < year ? Math.ceil(year / length) : Math.floor(year / length);
}

function months(year: number, month: number, count: number): readonly [number, number] {
  const next = month + count;
  const start = daysSinceEpoch(year, month, 1);
  return [start, next <= 12 ? daysSinceEpoch(year, next, 1) : daysSinceEpoch(year + 1, next - 12, 1)];
}

function isoWeekday(days: number): number {
  return modulo(days + 3, 7) + 1;
}

// The Thursday of a week is in the year that the week belongs to.
function isoYear(days: number): number {
  return civilDate(days - isoWeekday(days) + 4).year;
}

function firstDayOfIsoYear(days: number): number {
  const fourth = daysSinceEpoch(isoYear(days), 1, 4);
  return fourth - isoWeekday(fourth) + 1;
}

function modulo(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}

import { moment } from '../value.ts';

const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  MILLISECOND: 1,
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: DAY_MS,
};

/** EXTRACT(unit FROM date), in UTC. */
export function extract(unit: string, date: Date): bigint {
  return BigInt(PARTS[unit]!(date));
}

const PARTS: Readonly<Record<string, (date: Date) => number>> = {
  YEAR: (date) => date.getUTCFullYear(),
  ISOYEAR: (date) => isoYearAndWeek(date)[0],
  QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  MONTH: (date) => date.getUTCMonth() + 1,
  WEEK: (date) => isoYearAndWeek(date)[1],
  DAY: (date) => date.getUTCDate(),
  DOW: (date) => date.getUTCDay() + 1,
  ISODOW: (date) => isoWeekday(date),
  DOY: (date) => dayOfYear(date),
  HOUR: (date) => date.getUTCHours(),
  MINUTE: (date) => date.getUTCMinutes(),
  SECOND: (date) => date.getUTCSeconds(),
  MILLISECOND: (date) => date.getUTCMilliseconds(),
  EPOCH: (date) => Math.floor(date.getTime() / 1000),
};

/** Monday is 1, Sunday 7. */
function isoWeekday(date: Date): number {
  return date.getUTCDay() === 0 ? 7 : date.getUTCDay();
}

function dayOfYear(date: Date): number {
  const year = date.getUTCFullYear();
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const months = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30];
  return months.slice(0, date.getUTCMonth()).reduce((days, each) => days + each, date.getUTCDate());
}

/** By the formulas of ISO 8601: a week belongs to the year of its Thursday. */
function isoYearAndWeek(date: Date): [number, number] {
  const year = date.getUTCFullYear();
  const week = Math.floor((dayOfYear(date) - isoWeekday(date) + 10) / 7);
  if (week < 1) return [year - 1, isoWeeksOf(year - 1)];
  return isoWeeksOf(year) < week ? [year + 1, 1] : [year, week];
}

function isoWeeksOf(year: number): number {
  const lastWeekday = (y: number): number =>
    (((y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)) % 7) + 7) % 7;
  return lastWeekday(year) === 4 || lastWeekday(year - 1) === 3 ? 53 : 52;
}

/** FLOOR(date TO unit): the last start of the unit that is not after `date`. Weeks start on Sunday. */
export function floorTo(unit: string, date: Date): Date {
  return moment(startOf(unit, date, 0));
}

/** CEIL(date TO unit): the first start of the unit that is not before `date`. */
export function ceilTo(unit: string, date: Date): Date {
  return startOf(unit, date, 0) === date.getTime() ? date : moment(startOf(unit, date, 1));
}

/** The start of the unit that `date` is in, or of the `next`th one after it; NaN where no Date can say it. */
function startOf(unit: string, date: Date, next: number): number {
  const ms = UNIT_MS[unit];
  if (ms !== undefined) return (Math.floor(date.getTime() / ms) + next) * ms;
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'WEEK':
      return startOf('DAY', date, 7 * next - date.getUTCDay());
    case 'MONTH':
      return firstOf(year, month + next);
    case 'QUARTER':
      return firstOf(year, (Math.floor(month / 3) + next) * 3);
    case 'YEAR':
      return firstOf(year + next, 0);
    default:
      throw new Error(`the slow engine does not know ${unit}`);
  }
}

function firstOf(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}

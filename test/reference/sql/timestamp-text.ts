const ISO =
  /^\s*([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:\s*([Zz]|[+-]\d\d(?::?\d\d)?))?)?\s*$/;

/** The moment that an ISO 8601 text says, UTC where it names no offset; null where it says none. */
export function readTimestamp(text: string): Date | null {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset = 'Z'] =
    ISO.exec(text) ?? [];
  if (year === undefined) return null;
  const midnightMs = midnight(Number(year), Number(month) - 1, Number(day));
  const timeMs = timeOfDay([Number(hour), Number(minute), Number(second)], Number(fraction.padEnd(3, '0').slice(0, 3)));
  if (midnightMs === null || timeMs === null) return null;
  const date = new Date(midnightMs + timeMs - offsetMs(offset));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Null where there is no such day. */
function midnight(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() : null;
}

/** Null where there is no such time; 24:00 is the end of a day. */
function timeOfDay([hour, minute, second]: [number, number, number], ms: number): number | null {
  const total = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  return minute < 60 && second < 60 && total <= 86_400_000 ? total : null;
}

function offsetMs(offset: string): number {
  if (/z/i.test(offset)) return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2)) * (offset.length > 3 ? 1 : 0)];
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

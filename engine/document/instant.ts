const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/**
 * The milliseconds since 1970 UTC of an ISO 8601 date or date and time; null where it is none.
 * Any offset is read, none means UTC; what is finer than a millisecond is cut off.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (23 < hour! || 59 < minute! || 59 < second!) return null;
  const date = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year!, month! - 1, day);
  // A day that the month lacks would silently become one of the next month.
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return null;
  date.setUTCHours(hour!, minute, second, Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)));
  const offset = offsetMinutes(match[8] ?? 'Z');
  return offset === null ? null : date.getTime() - offset * 60_000;
}

/** The minutes that `zone` (`Z`, `+02`, `-0330`, `+05:30`) is ahead of UTC; null where there is no such zone. */
function offsetMinutes(zone: string): number | null {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (23 < hours || 59 < minutes) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

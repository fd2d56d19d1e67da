import { formatTimestamp, parseTimestamp } from '../data/timestamps.ts';
import { BIGINT_MAX } from '../data/types.ts';
import type { Cursor } from './cursor.ts';
import type { LiteralSyntax } from './syntax.ts';
import { span } from './syntax.ts';

/** Reads a number: bigint without point and exponent, else double. */
export function parseNumber(cursor: Cursor): LiteralSyntax {
  const token = cursor.token;
  const value = Number(token.text);
  const type = /^\d+$/.test(token.text) ? 'bigint' : 'double';
  if (type === 'bigint' && BIGINT_MAX < value) cursor.fail(`${token.text} is beyond the largest bigint, ${BIGINT_MAX}`);
  if (value === Infinity) cursor.fail(`${token.text} is beyond the largest double`);
  cursor.next();
  return { kind: 'literal', type, value, offset: token.offset, length: token.length };
}

/** Reads `TIMESTAMP '2026-01-01 00:00:00'`. */
export function parseTimestampLiteral(cursor: Cursor): LiteralSyntax {
  const keyword = cursor.next();
  const token = cursor.token;
  const value = parseTimestamp(token.text);
  if (value === null) cursor.fail(`'${token.text}' is no time; write it as '${formatTimestamp(0)}'`);
  cursor.next();
  return { kind: 'literal', type: 'timestamp', value, ...span(keyword, token) };
}

/** Milliseconds in each unit that an interval can have. */
export const INTERVAL_UNITS: Readonly<Record<string, number>> = {
  MILLISECOND: 1,
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 604_800_000,
};

/** Reads `INTERVAL '10' SECOND`, with a sign before or inside the quotes; the literal is its milliseconds. */
export function parseInterval(cursor: Cursor): LiteralSyntax {
  const keyword = cursor.next();
  const sign = cursor.accept('-') ? -1 : 1;
  const amount = cursor.token;
  if (amount.kind !== 'text') cursor.fail(`expected a number in quotes after INTERVAL, found ${cursor.describe()}`);
  cursor.next();
  const unit = cursor.token;
  const factor = INTERVAL_UNITS[unit.upper.replace(/S$/, '')];
  if (unit.kind !== 'word' || factor === undefined) cursor.fail(unitMessage(unit.upper, cursor.describe()));
  cursor.next();
  // A fraction is for seconds, as in SQL; elsewhere the smaller unit says it.
  const pattern = factor === 1000 ? /^\s*[-+]?\d+(\.\d+)?\s*$/ : /^\s*[-+]?\d+\s*$/;
  if (!pattern.test(amount.text)) {
    cursor.fail(`'${amount.text}' is no whole number of ${unit.upper}; write INTERVAL '10' ${unit.upper}`, amount);
  }
  const value = sign * (factor === 1000 ? secondsToMs(amount.text.trim()) : Number(amount.text) * (factor ?? 0)) + 0;
  if (BIGINT_MAX < Math.abs(value)) cursor.fail('the interval is too long', amount);
  return { kind: 'literal', type: 'interval', value, ...span(keyword, unit) };
}

// By its digits, as 1.001 * 1000 is a little less than 1001. What is finer than a millisecond is cut off.
function secondsToMs(text: string): number {
  const [whole = '', fraction = ''] = text.replace(/^[-+]/, '').split('.');
  const value = Number(whole) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  return text.startsWith('-') ? -value : value;
}

function unitMessage(upper: string, found: string): string {
  if (upper === 'MONTH' || upper === 'YEAR') return `an interval in ${upper} has no fixed length; write it in DAY`;
  return `expected DAY, HOUR, MINUTE, SECOND or MILLISECOND, found ${found}`;
}

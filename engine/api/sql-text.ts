import { formatTimestamp } from '../data/timestamps.ts';
import { Fault } from '../fault.ts';

/** A value that a program writes into an expression. */
export type LiteralValue = string | number | boolean | Date;

/** How the parser of expressions reads them: words that stand for something else than a column of that name. */
const RESERVED = new Set(
  'AND OR NOT IS BETWEEN IN LIKE ESCAPE CASE WHEN THEN ELSE END TRUE FALSE NULL INTERVAL TIMESTAMP DISTINCT FROM TO AS FOR BOTH LEADING TRAILING'.split(
    ' ',
  ),
);

/** The column `name` as an expression says it: in backticks where a bare word would mean something else. */
export function columnText(name: string): string {
  const isWord = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toUpperCase());
  return isWord ? name : escaped(`\`${name.replaceAll('`', '``')}\``);
}

/** `value` as a literal of an expression. */
export function literalText(value: LiteralValue): string {
  if (typeof value === 'string') return escaped(`'${value.replaceAll("'", "''")}'`);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'number' ? numberText(value) : timeText(value);
}

/** `value` as a literal that is a double, whatever it is: 5 is written `5.0`. */
export function doubleText(value: number): string {
  const text = numberText(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** `duration` as SQL says it: `INTERVAL '10' SECOND`. */
export function intervalText(duration: string): string {
  const [, amount, unit] = /^(-?\d+)(ms|s|m|h|d)$/.exec(duration) ?? [];
  if (amount === undefined) {
    throw new Fault(
      'bad-request',
      `"${duration}" is no duration; write a whole number and ms, s, m, h or d, such as 10s`,
    );
  }
  return `INTERVAL '${amount}' ${UNITS[unit!]!}`;
}

const UNITS: Readonly<Record<string, string>> = { ms: 'MILLISECOND', s: 'SECOND', m: 'MINUTE', h: 'HOUR', d: 'DAY' };

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Fault('bad-request', `${value} has no place in an expression; write a number`);
  if (Object.is(value, -0)) return '-0.0';
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && !String(value).includes('e')) {
    throw new Fault(
      'bad-request',
      `${value} is beyond 2^53 − 1, up to which whole numbers are exact; write double(${value})`,
    );
  }
  return String(value);
}

function timeText(value: Date): string {
  if (Number.isNaN(value.getTime())) throw new Fault('bad-request', 'an invalid Date has no place in an expression');
  return `TIMESTAMP '${formatTimestamp(value.getTime())}'`;
}

// In a document "${" begins the name of an environment variable.
function escaped(text: string): string {
  return text.replaceAll('${', () => '$${');
}

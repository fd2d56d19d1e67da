import { exact, finite, Rejected } from '../value.ts';
import type { Value } from '../value.ts';

/** What is computed from values none of which is null. */
export const FUNCTIONS: Readonly<Record<string, (...values: never[]) => Value>> = {
  NEGATE: (x: number | bigint) => (typeof x === 'bigint' ? -x : -x),
  ABS: (x: number | bigint) => (x < 0 ? -x : x),
  SIGN: (x: number | bigint) => (typeof x === 'bigint' ? BigInt(Math.sign(Number(x))) : Math.sign(x)),
  CEIL: (x: number | bigint) => (typeof x === 'bigint' ? x : Math.ceil(x)),
  FLOOR: (x: number | bigint) => (typeof x === 'bigint' ? x : Math.floor(x)),
  ROUND: (x: number | bigint, digits: bigint = 0n) =>
    typeof x === 'bigint' ? exact(roundWhole(x, Number(digits))) : roundDouble(x, Number(digits)),
  POWER: (x: number | bigint, y: number | bigint) => finite(Number(x) ** Number(y)),
  SQRT: (x: number | bigint) => finite(Math.sqrt(Number(x))),
  LN: (x: number | bigint) => finite(Math.log(Number(x))),
  EXP: (x: number | bigint) => finite(Math.exp(Number(x))),
  UPPER: (s: string) => s.toUpperCase(),
  LOWER: (s: string) => s.toLowerCase(),
  'TRIM BOTH': (s: string, of = ' ') => trimStart(trimEnd(s, of), of),
  'TRIM LEADING': (s: string, of = ' ') => trimStart(s, of),
  'TRIM TRAILING': (s: string, of = ' ') => trimEnd(s, of),
  '||': (s: string, t: string) => s + t,
  CONCAT: (...texts: string[]) => texts.join(''),
  CHAR_LENGTH: (s: string) => BigInt([...s].length),
  SUBSTRING: (s: string, start: bigint, length?: bigint) => substring([...s], Number(start), length),
  REPLACE: (s: string, from: string, to: string) => (from === '' ? ['', ...s, ''].join(to) : s.split(from).join(to)),
  REGEXP_EXTRACT: (s: string, pattern: string, group = 0n) => new RegExp(pattern, 'u').exec(s)?.[Number(group)] ?? null,
  LIKE: (s: string, pattern: string, escape?: string) => {
    checkEscapes([...pattern], escape);
    return like([...s], [...pattern], escape);
  },
  UNIX_TIMESTAMP: (date: Date) => BigInt(Math.floor(date.getTime() / 1000)),
};

function trimStart(text: string, of: string): string {
  const points = [...text];
  while (points.length > 0 && [...of].includes(points[0]!)) points.shift();
  return points.join('');
}

function trimEnd(text: string, of: string): string {
  const points = [...text];
  while (points.length > 0 && [...of].includes(points.at(-1)!)) points.pop();
  return points.join('');
}

/** From 1; 0 is taken for 1, a negative position counts from the end. */
function substring(points: readonly string[], position: number, length?: bigint): string | null {
  if (length !== undefined && length < 0n) return null;
  const start = position > 0 ? position - 1 : position < 0 ? points.length + position : 0;
  if (start < 0) return '';
  return points.slice(start, length === undefined ? undefined : start + Number(length)).join('');
}

/** A pattern is right or wrong whatever is compared with it. */
function checkEscapes(pattern: readonly string[], escape: string | undefined): void {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== escape) continue;
    const next = pattern[++i];
    if (next === undefined || ![escape, '%', '_'].includes(next))
      throw new Rejected('the escape character stands before nothing special');
  }
}

function like(points: readonly string[], pattern: readonly string[], escape?: string): boolean {
  if (pattern.length === 0) return points.length === 0;
  const [first, ...rest] = pattern as [string, ...string[]];
  if (first === escape) return points[0] === rest[0] && like(points.slice(1), rest.slice(1), escape);
  if (first === '%') return points.some((_, i) => like(points.slice(i), rest, escape)) || like([], rest, escape);
  return 0 < points.length && (first === '_' || first === points[0]) && like(points.slice(1), rest, escape);
}

/** Half away from zero, to `digits` decimals or, where negative, to tens, hundreds and so on. */
function roundWhole(x: bigint, digits: number): bigint {
  if (0 <= digits) return x;
  const unit = 10n ** BigInt(Math.min(-digits, 400));
  const half = x < 0n ? -unit / 2n : unit / 2n;
  return ((x + half) / unit) * unit;
}

/** By the number as it is printed: 1.005 to two digits is 1.01. */
function roundDouble(x: number, digits: number): number | null {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e(.*))?$/.exec(String(x))!;
  const places = fraction.length - Number(exponent);
  if (places <= digits) return x;
  const rounded = roundWhole(BigInt(`${whole}${fraction}`), digits - places);
  return finite(Number(`${sign}${rounded}e${-places}`));
}

import type { ColumnType, Value } from '../../data/types.ts';
import { countCodePoints, unitOffset } from '../code-points.ts';
import type { FunctionDefinition } from '../definition.ts';
import type { Parameter } from '../rules.ts';
import { takes } from '../rules.ts';
import type { ValueFunction } from '../text-kernels.ts';
import { compileValueFunction } from '../text-kernels.ts';
import { Failure, RESULT_LIMIT } from '../text-results.ts';

/** Functions of strings. Lengths and positions count code points and start at 1. */
export const text: readonly FunctionDefinition[] = [
  define('UPPER', ['string'], ([s]) => string(s).toUpperCase()),
  define('LOWER', ['string'], ([s]) => string(s).toLowerCase()),
  define('CHAR_LENGTH', ['string'], ([s]) => countCodePoints(string(s)), { result: 'bigint' }),
  define('REPLACE', ['string', 'string', 'string'], ([s, search, by]) =>
    replace(string(s), string(search), string(by)),
  ),
  define('CONCAT', ['string'], (parts) => parts.join(''), { arity: [1, Infinity], usage: 'CONCAT(s, …)' }),
  define('||', ['string'], (parts) => parts.join(''), { arity: [2, 2], usage: 's || t' }),
  define(
    'SUBSTRING',
    ['string', 'bigint', 'bigint'],
    ([s, from, count]) => substring(string(s), number(from), number(count ?? Infinity)),
    {
      arity: [2, 3],
      usage: 'SUBSTRING(s, from [, length])',
    },
  ),
  define(
    'TRIM',
    ['string', 'string', 'string'],
    ([s, characters, side]) => trim(string(s), string(characters), string(side)),
    {
      usage: "TRIM([BOTH|LEADING|TRAILING] ['characters'] FROM s)",
    },
  ),
  define('LTRIM', ['string', 'string'], ([s, characters]) => trim(string(s), string(characters ?? ' '), 'LEADING'), {
    arity: [1, 2],
    usage: 'LTRIM(s)',
  }),
  define('RTRIM', ['string', 'string'], ([s, characters]) => trim(string(s), string(characters ?? ' '), 'TRAILING'), {
    arity: [1, 2],
    usage: 'RTRIM(s)',
  }),
];

interface Options {
  readonly result?: ColumnType;
  readonly arity?: readonly [number, number];
  readonly usage?: string;
}

function define(
  name: string,
  parameters: readonly Parameter[],
  apply: ValueFunction,
  options: Options = {},
): FunctionDefinition {
  return {
    name,
    usage: options.usage ?? `${name}(${['s', 't', 'u'].slice(0, parameters.length).join(', ')})`,
    arity: options.arity ?? [parameters.length, parameters.length],
    rule: takes(name, parameters, options.result ?? 'string'),
    // What makes strings can make one that is too long.
    mayFail: () => true,
    compile: (call, compile) => compileValueFunction(call, compile, apply),
  };
}

// The check has made sure of the types.
function string(value: Value | undefined): string {
  return value as string;
}

function number(value: Value | undefined): number {
  return value as number;
}

/**
 * As Flink's SUBSTRING: position 0 means 1, a negative one counts from the end, one before the start or past the end gives '',
 * a negative length NULL.
 */
function substring(s: string, from: number, count: number): string | null {
  if (count < 0) return null;
  const length = from < 0 ? countCodePoints(s) : 0;
  const start = from < 0 ? length + from : Math.max(0, from - 1);
  if (start < 0) return '';
  const rest = s.slice(unitOffset(s, start));
  return rest.slice(0, unitOffset(rest, count));
}

// As in Java: an empty text is found before and after each character.
function replace(s: string, search: string, by: string): string | Failure {
  const parts = search === '' ? ['', ...s, ''] : s.split(search);
  const length = s.length + (parts.length - 1) * (by.length - search.length);
  return RESULT_LIMIT < length
    ? new Failure(`REPLACE makes a string of ${length} characters; at most ${RESULT_LIMIT} are kept`)
    : parts.join(by);
}

/** Without those of `characters` that stand at the ends. */
function trim(s: string, characters: string, side: string): string {
  const unwanted = new Set(characters);
  const points = Array.from(s);
  let start = 0;
  let end = points.length;
  if (side !== 'TRAILING') while (start < end && unwanted.has(points[start]!)) start++;
  if (side !== 'LEADING') while (start < end && unwanted.has(points[end - 1]!)) end--;
  return points.slice(start, end).join('');
}

import { compare } from '../value.ts';
import type { Value } from '../value.ts';
import { arithmetic } from './arithmetic.ts';

/** Three-valued NOT: null stands for unknown. */
export function not(value: Value): boolean | null {
  return value === null ? null : !value;
}

/** Three-valued AND. */
export function and(a: Value, b: Value): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** Three-valued OR. */
export function or(a: Value, b: Value): boolean | null {
  return not(and(not(a), not(b)));
}

/** A comparison by its symbol; null with anything is null. */
export function compared(symbol: string, a: Value, b: Value): boolean | null {
  if (a === null || b === null) return null;
  const order = compare(a, b);
  if (order === 0) return ['=', '<=', '>='].includes(symbol);
  return symbol === '<>' || symbol.startsWith(order < 0 ? '<' : '>');
}

type OfValues = (values: readonly Value[]) => Value;

/** Calls that need all their operands, and know what to do with a null. */
export const WITH_NULLS: Readonly<Record<string, OfValues>> = {
  ...Object.fromEntries(
    ['=', '<>', '<', '<=', '>', '>='].map((symbol): [string, OfValues] => [
      symbol,
      ([a, b]) => compared(symbol, a!, b!),
    ]),
  ),
  ...Object.fromEntries(
    ['*', '/', '%', 'MOD'].map((symbol): [string, OfValues] => [symbol, ([a, b]) => arithmetic(symbol, a!, b!)]),
  ),
  NOT: ([value]) => not(value!),
  'IS NULL': ([value]) => value === null,
  'IS UNKNOWN': ([value]) => value === null,
  'IS TRUE': ([value]) => value === true,
  'IS FALSE': ([value]) => value === false,
  'IS DISTINCT FROM': ([a, b]) => (a === null || b === null ? a !== b : compare(a!, b!) !== 0),
  NULLIF: ([a, b]) => (compared('=', a!, b!) === true ? null : a!),
  LEAST: (values) => sorted(values)?.[0] ?? null,
  GREATEST: (values) => sorted(values)?.at(-1) ?? null,
};

/** Null where one of `values` is. */
function sorted(values: readonly Value[]): readonly Value[] | null {
  return values.includes(null) ? null : [...(values as NonNullable<Value>[])].sort(compare);
}

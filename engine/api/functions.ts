import type { ColumnType } from '../data/types.ts';
import { Expression, part } from './expression.ts';
import type { Numeric, Operand, Scope } from './expression.ts';
import type { LiteralValue } from './sql-text.ts';
import { doubleText, literalText } from './sql-text.ts';

/** The literal `value`: a string, true or false, or a time. For numbers there are `bigint` and `double`. */
export function lit<V extends string | boolean | Date>(
  value: V,
): Expression<V extends string ? 'string' : V extends boolean ? 'boolean' : 'timestamp', Scope> {
  return new Expression(literalText(value));
}

/** A whole number as a literal. */
export function bigint(value: number): Expression<'bigint', Scope> {
  if (Number.isSafeInteger(value)) return new Expression(literalText(value + 0));
  throw new RangeError(`bigint(${value}): a bigint is a whole number up to 2^53 − 1`);
}

/** A number as a literal that is a double, also where it is whole. */
export function double(value: number): Expression<'double', Scope> {
  return new Expression(doubleText(value));
}

/** `value` as a `type`; a value that cannot be cast rejects its row. */
export function cast<T extends ColumnType, S extends Scope>(value: Expression<ColumnType, S>, type: T) {
  return new Expression<T, S>(`CAST(${part(value, 0)} AS ${type.toUpperCase()})`, undefined, [value]);
}

/** `value` as a `type`, null where it cannot be cast. */
export function tryCast<T extends ColumnType, S extends Scope>(value: Expression<ColumnType, S>, type: T) {
  return new Expression<T, S>(`TRY_CAST(${part(value, 0)} AS ${type.toUpperCase()})`, undefined, [value]);
}

export function abs<T extends Numeric, S extends Scope>(value: Expression<T, S>): Expression<T, S> {
  return call('ABS', value);
}

export function sign<T extends Numeric, S extends Scope>(value: Expression<T, S>): Expression<T, S> {
  return call('SIGN', value);
}

/** The smallest whole number that is not less. */
export function ceil<T extends Numeric, S extends Scope>(value: Expression<T, S>): Expression<T, S> {
  return call('CEIL', value);
}

/** The largest whole number that is not more. */
export function floor<T extends Numeric, S extends Scope>(value: Expression<T, S>): Expression<T, S> {
  return call('FLOOR', value);
}

/** Rounded to `digits` behind the point, half away from zero. */
export function round<T extends Numeric, S extends Scope>(value: Expression<T, S>, digits = 0): Expression<T, S> {
  return digits === 0 ? call('ROUND', value) : call('ROUND', value, digits);
}

export function power<S extends Scope>(base: Expression<Numeric, S>, exponent: Operand<'double', S>) {
  return call<'double', S>('POWER', base, exponent);
}

export function sqrt<S extends Scope>(value: Expression<Numeric, S>): Expression<'double', S> {
  return call('SQRT', value);
}

export function ln<S extends Scope>(value: Expression<Numeric, S>): Expression<'double', S> {
  return call('LN', value);
}

export function exp<S extends Scope>(value: Expression<Numeric, S>): Expression<'double', S> {
  return call('EXP', value);
}

export function upper<S extends Scope>(text: Expression<'string', S>): Expression<'string', S> {
  return call('UPPER', text);
}

export function lower<S extends Scope>(text: Expression<'string', S>): Expression<'string', S> {
  return call('LOWER', text);
}

/** Without the blanks at both ends. */
export function trim<S extends Scope>(text: Expression<'string', S>): Expression<'string', S> {
  return call('TRIM', text);
}

/** `length` characters from `start` on, which is 1 for the first; without a length all that follow. */
export function substring<S extends Scope>(text: Expression<'string', S>, start: number, length?: number) {
  return call<'string', S>('SUBSTRING', text, start, ...(length === undefined ? [] : [length]));
}

/** The number of characters. */
export function charLength<S extends Scope>(text: Expression<'string', S>): Expression<'bigint', S> {
  return call('CHAR_LENGTH', text);
}

export function concat<S extends Scope>(...texts: readonly [Operand<'string', S>, ...Operand<'string', S>[]]) {
  return call<'string', S>('CONCAT', ...texts);
}

export function replace<S extends Scope>(text: Expression<'string', S>, from: string, to: string) {
  return call<'string', S>('REPLACE', text, from, to);
}

/** What group `group` of the regular expression takes of the text, 0 for all of it; null where it does not match. */
export function regexpExtract<S extends Scope>(text: Expression<'string', S>, pattern: string, group = 0) {
  return call<'string', S>('REGEXP_EXTRACT', text, pattern, group);
}

/** The first of the values that is not null. */
export function coalesce<T extends ColumnType, S extends Scope>(
  first: Expression<T, S>,
  ...others: readonly Expression<NoInfer<T>, S>[]
): Expression<T, S> {
  return call('COALESCE', first, ...others);
}

/** `value`, or null where it equals `other`. */
export function nullIf<T extends ColumnType, S extends Scope>(value: Expression<T, S>, other: Operand<NoInfer<T>, S>) {
  return call<T, S>('NULLIF', value, other);
}

/** `then` where the condition is true, else `otherwise`. */
export function iff<T extends ColumnType, S extends Scope>(
  condition: Expression<'boolean', S>,
  then: Expression<T, S>,
  otherwise: Expression<NoInfer<T>, S>,
): Expression<T, S> {
  return call('IF', condition, then, otherwise);
}

/** The least of the values; null where one of them is null. */
export function least<T extends ColumnType, S extends Scope>(
  first: Expression<T, S>,
  ...others: readonly Expression<NoInfer<T>, S>[]
): Expression<T, S> {
  return call('LEAST', first, ...others);
}

/** The greatest of the values; null where one of them is null. */
export function greatest<T extends ColumnType, S extends Scope>(
  first: Expression<T, S>,
  ...others: readonly Expression<NoInfer<T>, S>[]
): Expression<T, S> {
  return call('GREATEST', first, ...others);
}

/** A part of a time, in UTC. */
export function extract<S extends Scope>(unit: TimePart, time: Expression<'timestamp', S>): Expression<'bigint', S> {
  return new Expression(`EXTRACT(${unit} FROM ${part(time, 0)})`, undefined, [time]);
}

/** The time at which its `unit` began. */
export function floorTo<S extends Scope>(time: Expression<'timestamp', S>, unit: TimeUnit) {
  return new Expression<'timestamp', S>(`FLOOR(${part(time, 0)} TO ${unit})`, undefined, [time]);
}

/** Whole seconds since 1970. */
export function unixTimestamp<S extends Scope>(time: Expression<'timestamp', S>): Expression<'bigint', S> {
  return call('UNIX_TIMESTAMP', time);
}

export type TimeUnit = 'SECOND' | 'MINUTE' | 'HOUR' | 'DAY' | 'MONTH' | 'YEAR';
export type TimePart = TimeUnit;

function call<T extends ColumnType, S extends Scope>(
  name: string,
  ...values: readonly (Expression<ColumnType, never> | LiteralValue)[]
): Expression<T, S> {
  return new Expression(`${name}(${values.map((value) => part(value, 0)).join(', ')})`, undefined, values);
}

/**
 * A value of the slow engine. Each type has a JavaScript type of its own, so that none is taken for another: a bigint is a
 * `bigint`, a double a `number`, a timestamp a `Date`.
 */
export type Value = null | boolean | string | number | bigint | Date;

export type Type = 'string' | 'double' | 'bigint' | 'boolean' | 'timestamp';

/** The columns of a stream, in order. */
export type Columns = ReadonlyMap<string, Type>;

/** One row: its columns in order, and when it happened (milliseconds; null without event time). */
export interface Row {
  readonly values: ReadonlyMap<string, Value>;
  readonly time: number | null;
}

/** Thrown where a value cannot be computed: the row is rejected (contract, section 7). */
export class Rejected extends Error {
  constructor(message: string) {
    // Rows are rejected by the thousand, and where from is of no interest.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** `value` if it is exact, as the contract wants a bigint to be; else the row is rejected. */
export function exact(value: bigint): bigint {
  const largest = BigInt(Number.MAX_SAFE_INTEGER);
  if (value < -largest || largest < value) throw new Rejected(`${value} is beyond ±(2^53 − 1)`);
  return value;
}

/** `value`, or null where it is NaN or infinite. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The moment `ms`; rejects the row where no timestamp can say it. */
export function moment(ms: number): Date {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new Rejected(`${ms} ms is no time`);
  return date;
}

/** Below 0, 0 or above 0 as `a` comes before, equals or comes after `b`; both of one type, or one bigint and one double. */
export function compare(a: NonNullable<Value>, b: NonNullable<Value>): number {
  if (typeof a === 'string') return compareCodePoints(a, b as string);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Whether two values are one and the same key: null is a key like any other, and both zeros are one. */
export function isSame(a: Value, b: Value): boolean {
  return a === null || b === null ? a === b : compare(a, b) === 0;
}

/** A text that is the same for rows of the same key only. */
export function keyText(row: Row, key: readonly string[]): string {
  return JSON.stringify(key.map((name) => printed(row.values.get(name)!)));
}

/** How NDJSON prints a value. */
export function printed(value: Value): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

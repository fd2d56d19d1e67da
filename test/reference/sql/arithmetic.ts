import { exact, finite, moment, Rejected } from '../value.ts';
import type { Value } from '../value.ts';

/** `a` and `b` by `operator`; with a moment, a number is milliseconds. Null with anything is null. */
export function arithmetic(operator: string, a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (a instanceof Date)
    return b instanceof Date
      ? exact(BigInt(a.getTime()) - BigInt(b.getTime()))
      : moment(operator === '+' ? a.getTime() + (b as number) : a.getTime() - (b as number));
  if (typeof a === 'bigint' && typeof b === 'bigint') return exact(ofWholeNumbers(operator, a, b));
  return finite(ofDoubles(operator, Number(a), Number(b)));
}

function ofWholeNumbers(operator: string, a: bigint, b: bigint): bigint {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (b === 0n) throw new Rejected(`division by zero: ${a} ${operator} ${b}`);
  return operator === '/' ? a / b : a % b;
}

function ofDoubles(operator: string, a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a % b;
}

import type { NumberKind } from '../keys/kind.ts';
import type { WrittenScalar } from '../text/written.ts';
import type { ScalarResult } from './describe.ts';
import { describeScalar, wrong } from './describe.ts';

/** A number, also one that was filled in from the environment, where everything is text. */
export function numberOf(written: WrittenScalar): number | null {
  if (written.kind === 'number') return written.value;
  const isFilled = written.kind === 'text' && 0 < written.filled.length;
  return isFilled && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written.text) ? Number(written.text) : null;
}

/** A number within the bounds of `kind`. */
export function checkNumber(kind: NumberKind, written: WrittenScalar): ScalarResult {
  const value = numberOf(written);
  if (value === null || !Number.isFinite(value)) return wrong(kind, written);
  const shown = describeScalar(written);
  if (kind.kind === 'whole' && !Number.isSafeInteger(value)) {
    return { message: `expects a whole number between −(2^53 − 1) and 2^53 − 1, but finds ${shown}` };
  }
  if (!isWithin(value, kind)) return { message: `${shown} is out of bounds, write ${bounds(kind)}` };
  return { value };
}

function isWithin(value: number, { min = -Infinity, max = Infinity, above = -Infinity }: NumberKind): boolean {
  return min <= value && value <= max && above < value;
}

function bounds({ min, max, above }: NumberKind): string {
  if (above !== undefined) return `a number above ${above}${max === undefined ? '' : ` up to ${max}`}`;
  if (min !== undefined && max !== undefined) return `a number from ${min} to ${max}`;
  return min === undefined ? `at most ${String(max)}` : `at least ${min}`;
}

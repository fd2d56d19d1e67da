import type { NumberColumn } from '../../data/column.ts';
import { withoutNonFinite } from '../columns.ts';
import type { Compile } from '../definition.ts';
import type { CallExpression, Expression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';

/** `operand * factor + addend`, with both roundings. */
export interface Affine {
  readonly operand: Expression;
  readonly factor: number;
  readonly addend: number;
}

/**
 * What `call`, of doubles, is as a number times and plus two literals: `x * 2`, `2 - x`, `x * 2 + 1`; null where it is not. Equal to the
 * last bit: a product that is only added to gets -0 added, which changes no number, and 1 as a factor changes none either.
 */
export function affineOf({ name, arguments: [left, right] }: CallExpression): Affine | null {
  if (left === undefined || right === undefined) return null;
  const literal = numberOf(right) ?? numberOf(left);
  const operand = numberOf(right) === null ? right : left;
  if (literal === null || numberOf(operand) !== null) return null;
  if (name === '*') return { operand, factor: literal, addend: -0 };
  if (name === '+') return plus(productOf(operand), literal);
  if (name !== '-') return null;
  return operand === left ? plus(productOf(operand), -literal) : plus(negated(productOf(operand)), literal);
}

/** One loop for all of it, which also finds out whether every result is finite. */
export function compileAffine({ operand, factor, addend }: Affine, compile: Compile): Kernel {
  const kernel = compile(operand);
  return {
    type: 'double',
    evaluate(batch, failures) {
      const { values, nulls } = kernel.evaluate(batch, failures) as NumberColumn;
      const results = compile.arrays.numbers(batch.length);
      const areFinite = fill(results, values, factor, addend);
      return {
        type: 'double',
        values: results,
        nulls: areFinite ? nulls : withoutNonFinite(results, nulls, batch.length),
      };
    },
  };
}

// A number less itself is 0, or NaN where it is not finite. Two sums, since each addition waits for the one before it.
function fill(results: Float64Array, values: Float64Array, factor: number, addend: number): boolean {
  let even = 0;
  let odd = 0;
  const last = results.length - 1;
  for (let i = 0; i < last; i += 2) {
    const one = values[i]! * factor + addend;
    const other = values[i + 1]! * factor + addend;
    results[i] = one;
    results[i + 1] = other;
    even += one - one;
    odd += other - other;
  }
  if ((last & 1) === 0) {
    const one = values[last]! * factor + addend;
    results[last] = one;
    even += one - one;
  }
  return even + odd === 0;
}

function productOf(expression: Expression): Affine {
  const own = expression.kind === 'call' && expression.name === '*' ? affineOf(expression) : null;
  return expression.type === 'double' && own !== null ? own : { operand: expression, factor: 1, addend: -0 };
}

function plus({ operand, factor }: Affine, addend: number): Affine {
  return { operand, factor, addend };
}

function negated({ operand, factor, addend }: Affine): Affine {
  return { operand, factor: -factor, addend };
}

function numberOf(expression: Expression): number | null {
  return expression.kind === 'literal' && typeof expression.value === 'number' ? expression.value : null;
}

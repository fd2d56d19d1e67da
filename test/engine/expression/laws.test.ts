import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Row } from '../../../engine/data/rows.ts';
import type { Value } from '../../../engine/data/types.ts';
import { evaluate, failed, select } from './evaluate.ts';
import type { Failed } from './evaluate.ts';

// A second, naive way to compute: one row at a time, left to right, a failure thrown.

interface Node {
  readonly text: string;
  readonly of: (row: Row) => Value;
}

class Rejected extends Error {}

const number = (name: string): Node => ({ text: name, of: (row) => row[name] as number | null });
const boolean = (name: string): Node => ({ text: name, of: (row) => row[name] as boolean | null });

function exact(value: number, reason: string): number {
  if (!Number.isSafeInteger(value)) throw new Rejected(reason);
  return value + 0;
}

function binary(left: Node, symbol: string, right: Node, compute: (a: number, b: number) => Value): Node {
  return {
    text: `(${left.text} ${symbol} ${right.text})`,
    of(row) {
      const [a, b] = [left.of(row), right.of(row)];
      return a === null || b === null ? null : compute(a as number, b as number);
    },
  };
}

const BEYOND = 'is beyond ±(2^53 − 1)';
const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => exact(a + b, `${a} + ${b} ${BEYOND}`),
  '-': (a, b) => exact(a - b, `${a} - ${b} ${BEYOND}`),
  '*': (a, b) => exact(a * b, `${a} * ${b} ${BEYOND}`),
  '/': (a, b) => exact(Math.trunc(a / b), `division by zero: ${a} / ${b}`),
  '%': (a, b) => exact(a % b, `division by zero: ${a} % ${b}`),
};
const COMPARISONS: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function and(left: Node, right: Node): Node {
  return {
    text: `(${left.text} AND ${right.text})`,
    of(row) {
      const a = left.of(row);
      if (a === false) return false;
      const b = right.of(row);
      return b === false ? false : a === null || b === null ? null : true;
    },
  };
}

function or(left: Node, right: Node): Node {
  return {
    text: `(${left.text} OR ${right.text})`,
    of(row) {
      const a = left.of(row);
      if (a === true) return true;
      const b = right.of(row);
      return b === true ? true : a === null || b === null ? null : false;
    },
  };
}

function not(operand: Node): Node {
  return {
    text: `(NOT ${operand.text})`,
    of(row) {
      const value = operand.of(row);
      return value === null ? null : !value;
    },
  };
}

function choose(condition: Node, yes: Node, no: Node): Node {
  return {
    text: `IF(${condition.text}, ${yes.text}, ${no.text})`,
    of: (row) => (condition.of(row) === true ? yes.of(row) : no.of(row)),
  };
}

function coalesce(first: Node, second: Node): Node {
  return { text: `COALESCE(${first.text}, ${second.text})`, of: (row) => first.of(row) ?? second.of(row) };
}

function isNull(operand: Node): Node {
  return { text: `(${operand.text} IS NULL)`, of: (row) => operand.of(row) === null };
}

const literal = fc
  .integer({ min: -3, max: 3 })
  .map((value): Node => ({ text: value < 0 ? `(${value})` : `${value}`, of: () => value }));

const trees = fc.letrec<{ number: Node; truth: Node }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(number('n'), number('m')),
    literal,
    fc
      .tuple(tie('number'), fc.constantFrom(...Object.keys(ARITHMETIC)), tie('number'))
      .map(([left, symbol, right]) => binary(left, symbol, right, ARITHMETIC[symbol]!)),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([condition, yes, no]) => choose(condition, yes, no)),
    fc.tuple(tie('number'), tie('number')).map(([first, second]) => coalesce(first, second)),
  ),
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(boolean('b'), boolean('c')),
    fc
      .tuple(tie('number'), fc.constantFrom(...Object.keys(COMPARISONS)), tie('number'))
      .map(([left, symbol, right]) => binary(left, symbol, right, COMPARISONS[symbol]!)),
    fc.tuple(tie('truth'), tie('truth')).map(([left, right]) => and(left, right)),
    fc.tuple(tie('truth'), tie('truth')).map(([left, right]) => or(left, right)),
    tie('truth').map(not),
    tie('number').map(isNull),
    tie('truth').map(isNull),
  ),
}));

const whole = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(null, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);
const truth = fc.constantFrom(true, false, null);
const rows = fc.array(fc.record({ n: whole, m: whole, b: truth, c: truth }), { minLength: 1, maxLength: 8 });

function naive({ of }: Node, row: Row): Value | Failed {
  try {
    return of(row);
  } catch (error) {
    if (error instanceof Rejected) return failed(error.message);
    throw error;
  }
}

test('a batch gives what one row at a time gives, failures and their reasons included', () => {
  fc.assert(
    fc.property(fc.oneof(trees.number, trees.truth), rows, (tree, given) => {
      deepEqual(
        evaluate(tree.text, given),
        given.map((row) => naive(tree, row)),
      );
    }),
    { numRuns: 2000 },
  );
});

test('the rows that a condition picks are those for which it is TRUE', () => {
  fc.assert(
    fc.property(trees.truth, rows, (tree, given) => {
      const results = given.map((row) => naive(tree, row));
      deepEqual(select(tree.text, given), {
        picked: results.flatMap((result, i) => (result === true ? [i] : [])),
        failed: results.flatMap((result, i) => (typeof result === 'object' && result !== null ? [i] : [])),
      });
    }),
    { numRuns: 2000 },
  );
});

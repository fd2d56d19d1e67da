import type { NumberColumn } from '../../data/column.ts';
import { BIGINT_MAX } from '../../data/types.ts';
import type { Rule } from '../checked.ts';
import { allWithin, doubleColumn, failOutside, unionNulls } from '../columns.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { takes } from '../rules.ts';
import * as loops from './math-loops.ts';

/** Functions of numbers. `ABS`, `ROUND` and `SIGN` keep the type of their first argument; `POWER SQRT LN EXP` give double. */
export const math: readonly FunctionDefinition[] = [
  unary('ABS', 'same', loops.absolute),
  unary('SIGN', 'same', loops.sign),
  unary('SQRT', 'double', loops.squareRoot),
  unary('LN', 'double', loops.naturalLogarithm),
  unary('EXP', 'double', loops.exponential),
  {
    name: 'POWER',
    usage: 'POWER(base, exponent)',
    arity: [2, 2],
    rule: takes('POWER', ['number', 'number'], 'double'),
    compile: (call, compile) => compileBinary(call, compile, loops.power),
  },
  {
    name: 'ROUND',
    usage: 'ROUND(number [, digits])',
    arity: [1, 2],
    rule: takes('ROUND', ['number', 'bigint'], 'same'),
    // Only rounding up to tens or more can leave the range of a bigint.
    mayFail: (call) => call.type === 'bigint' && call.arguments.length === 2,
    compile: compileRound,
  },
];

/** `CEIL` and `FLOOR` of a number, which keep its type: a bigint is whole already. Of a time they are in `time.ts`. */
export function compileWholePart(argument: Kernel, direction: 'CEIL' | 'FLOOR'): Kernel {
  if (argument.type === 'bigint') return argument;
  return mapNumbers(argument, 'double', direction === 'CEIL' ? loops.ceiling : loops.floor);
}

type Loop = (values: Float64Array, length: number) => Float64Array;

function unary(name: string, result: 'same' | 'double', loop: Loop): FunctionDefinition {
  const rule: Rule = takes(name, ['number'], result);
  return {
    name,
    usage: `${name}(number)`,
    arity: [1, 1],
    rule,
    compile: (call, compile) => mapNumbers(compile(call.arguments[0]!), call.type as 'bigint' | 'double', loop),
  };
}

function mapNumbers(argument: Kernel, type: 'bigint' | 'double', loop: Loop): Kernel {
  return {
    type,
    evaluate(batch, failures) {
      const { values, nulls } = argument.evaluate(batch, failures) as NumberColumn;
      const result = loop(values, batch.length);
      return type === 'bigint' ? { type, values: result, nulls } : doubleColumn(result, nulls, batch.length);
    },
  };
}

function compileBinary(call: CallExpression, compile: Compile, loop: typeof loops.power): Kernel {
  const [left, right] = call.arguments.map(compile);
  return {
    type: 'double',
    evaluate(batch, failures) {
      const x = left!.evaluate(batch, failures) as NumberColumn;
      const y = right!.evaluate(batch, failures) as NumberColumn;
      const nulls = unionNulls(x.nulls, y.nulls, batch.length);
      return doubleColumn(loop(x.values, y.values, batch.length), nulls, batch.length);
    },
  };
}

function compileRound(call: CallExpression, compile: Compile): Kernel {
  const [number, digits] = call.arguments.map(compile);
  if (digits === undefined && call.type === 'bigint') return number!;
  if (digits === undefined) return mapNumbers(number!, 'double', loops.round);
  if (call.type === 'double') return compileBinary(call, compile, loops.roundToDigits);
  const limit = BIGINT_MAX;
  return {
    type: 'bigint',
    evaluate(batch, failures) {
      const { length } = batch;
      const x = number!.evaluate(batch, failures) as NumberColumn;
      const y = digits.evaluate(batch, failures) as NumberColumn;
      const values = loops.roundWholeToDigits(x.values, y.values, length);
      const column: NumberColumn = { type: 'bigint', values, nulls: unionNulls(x.nulls, y.nulls, length) };
      if (allWithin(values, limit, length)) return column;
      const reason = (row: number): string => `ROUND(${x.values[row]}, ${y.values[row]}) is beyond ±(2^53 − 1)`;
      return { ...column, nulls: failOutside(column, { limit, length, failures }, reason) };
    },
  };
}

import type { Value } from '../../data/types.ts';
import type { Rule } from '../checked.ts';
import { booleanColumn, ownNulls } from '../columns.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression, Expression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { uniform, unify } from '../rules.ts';
import { compileTextFunction } from '../text-kernels.ts';
import { numbersOf } from './compare.ts';

/** `BETWEEN` (both ends included), `IN` and `IS [NOT] DISTINCT FROM`, which say in short what comparisons say. */
export const membership: readonly FunctionDefinition[] = [
  {
    name: 'BETWEEN',
    usage: 'x BETWEEN low AND high',
    arity: [3, 3],
    rule: comparable('BETWEEN'),
    compile: compileBetween,
  },
  { name: 'IN', usage: 'x IN (y, …)', arity: [2, Infinity], rule: comparable('IN'), compile: compileIn },
  distinct('IS DISTINCT FROM', 1),
  distinct('IS NOT DISTINCT FROM', 0),
];

function comparable(name: string): Rule {
  return (args) => {
    const signature = uniform(unify(name, args), args.length);
    if ('message' in signature && signature.at === null)
      return { type: 'boolean', parameters: args.map(() => 'boolean') };
    return 'message' in signature ? signature : { ...signature, type: 'boolean' };
  };
}

function booleanCall(name: string, ...parts: readonly Expression[]): CallExpression {
  return { kind: 'call', type: 'boolean', name, arguments: parts };
}

function compileBetween(call: CallExpression, compile: Compile): Kernel {
  const [value, low, high] = call.arguments as [Expression, Expression, Expression];
  return compile(booleanCall('AND', booleanCall('>=', value, low), booleanCall('<=', value, high)));
}

// A value that equals none of the list is not in it, unless the list has a NULL: then nobody knows.
function compileIn(call: CallExpression, compile: Compile): Kernel {
  const [value, ...list] = call.arguments as [Expression, ...Expression[]];
  const literals = list.flatMap((each) => (each.kind === 'literal' ? [each.value] : []));
  if (literals.length < list.length) return compileComparisons(value, list, compile);
  const wanted = new Set<Value>(literals.filter((each) => each !== null));
  const otherwise = literals.includes(null) ? null : false;
  const operand = compile(value);
  if (value.type === 'string') return compileTextFunction(operand, 'boolean', (text) => wanted.has(text) || otherwise);
  return compileNumberIn(operand, new Set([...wanted].map(Number)), otherwise === null);
}

function compileComparisons(value: Expression, list: readonly Expression[], compile: Compile): Kernel {
  const comparisons = list.map((each) => booleanCall('=', value, each));
  return compile(comparisons.length === 1 ? comparisons[0]! : booleanCall('OR', ...comparisons));
}

function compileNumberIn(operand: Kernel, wanted: ReadonlySet<number>, hasNull: boolean): Kernel {
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const { length } = batch;
      const column = operand.evaluate(batch, failures);
      const values = numbersOf(column);
      const result = new Uint8Array(length);
      for (let i = 0; i < length; i++) result[i] = wanted.has(values[i]!) ? 1 : 0;
      if (!hasNull) return booleanColumn(result, column.nulls);
      const nulls = ownNulls(column.nulls, length);
      for (let i = 0; i < length; i++) if (result[i] === 0) nulls[i] = 1;
      return booleanColumn(result, nulls);
    },
  };
}

function distinct(name: string, ifDistinct: 0 | 1): FunctionDefinition {
  return {
    name,
    usage: `x ${name} y`,
    arity: [2, 2],
    rule: comparable(name),
    compile: (call, compile) => compileDistinct(call, compile, ifDistinct),
  };
}

function compileDistinct(call: CallExpression, compile: Compile, ifDistinct: 0 | 1): Kernel {
  const equality = compile(booleanCall('=', ...call.arguments));
  const [left, right] = call.arguments.map(compile);
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const x = left!.evaluate(batch, failures).nulls;
      const y = right!.evaluate(batch, failures).nulls;
      const equal = equality.evaluate(batch, failures).values;
      const result = new Uint8Array(batch.length);
      for (let i = 0; i < batch.length; i++) {
        const isLeftNull = x !== null && x[i] === 1;
        const isRightNull = y !== null && y[i] === 1;
        const isSame = isLeftNull || isRightNull ? isLeftNull === isRightNull : equal[i] === 1;
        result[i] = isSame ? 1 - ifDistinct : ifDistinct;
      }
      return booleanColumn(result, null);
    },
  };
}

import type { NumberColumn } from '../../data/column.ts';
import type { Value } from '../../data/types.ts';
import { compareText } from '../code-points.ts';
import { unionAllNulls } from '../columns.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { uniform, unify } from '../rules.ts';
import { compileValueFunction } from '../text-kernels.ts';

/** `LEAST` and `GREATEST` of any one type; null where any argument is null, as in Flink. */
export const extremes: readonly FunctionDefinition[] = [extreme('LEAST', least, -1), extreme('GREATEST', greatest, 1)];

type Loop = (left: Float64Array, right: Float64Array, length: number) => Float64Array;

function extreme(name: string, loop: Loop, direction: -1 | 1): FunctionDefinition {
  return {
    name,
    usage: `${name}(x, y, …)`,
    arity: [1, Infinity],
    rule: (args) => uniform(unify(name, args), args.length),
    compile(call, compile) {
      const isNumeric = call.type !== 'string' && call.type !== 'boolean';
      return isNumeric
        ? compileNumbers(call, compile, loop)
        : compileValueFunction(call, compile, (args) => pick(args, direction));
    },
  };
}

function compileNumbers(call: CallExpression, compile: Compile, loop: Loop): Kernel {
  const kernels = call.arguments.map(compile);
  const type = call.type as NumberColumn['type'];
  return {
    type,
    evaluate(batch, failures) {
      const columns = kernels.map((kernel) => kernel.evaluate(batch, failures) as NumberColumn);
      let { values } = columns[0]!;
      for (let c = 1; c < columns.length; c++) values = loop(values, columns[c]!.values, batch.length);
      return { type, values, nulls: unionAllNulls(columns, batch.length) };
    },
  };
}

function least(left: Float64Array, right: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = right[i]! < left[i]! ? right[i]! : left[i]!;
  return result;
}

function greatest(left: Float64Array, right: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i]! < right[i]! ? right[i]! : left[i]!;
  return result;
}

function pick(args: readonly Value[], direction: -1 | 1): Value {
  let best = args[0]!;
  for (const each of args) if (0 < order(each!, best) * direction) best = each!;
  return best;
}

function order(left: string | number | boolean, right: string | number | boolean): number {
  return typeof left === 'string' ? compareText(left, right as string) : Number(left) - Number(right);
}

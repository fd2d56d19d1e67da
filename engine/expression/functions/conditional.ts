import type { BooleanColumn } from '../../data/column.ts';
import type { Checked, Complaint, Signature } from '../checked.ts';
import { Choice, take } from '../choice.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression, Expression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { misfit, uniform, unify } from '../rules.ts';

/** `CASE IF COALESCE NULLIF`: what is not taken for a row cannot fail it. */
export const conditionals: readonly FunctionDefinition[] = [
  {
    name: 'CASE',
    usage: 'CASE WHEN x THEN y … ELSE z END',
    arity: [3, Infinity],
    rule: (args) => branchRule('CASE', args),
    compile: compileCase,
  },
  {
    name: 'IF',
    usage: 'IF(condition, then, else)',
    arity: [3, 3],
    rule: (args) => branchRule('IF', args),
    compile: compileCase,
  },
  {
    name: 'COALESCE',
    usage: 'COALESCE(x, y, …)',
    arity: [1, Infinity],
    rule: (args) => uniform(unify('COALESCE', args), args.length),
    compile: compileCoalesce,
  },
  { name: 'NULLIF', usage: 'NULLIF(x, y)', arity: [2, 2], rule: nullIfRule, compile: compileNullIf },
];

// Conditions and values alternate; the last is the value of ELSE.
function branchRule(name: string, args: readonly Checked[]): Signature | Complaint {
  const isCondition = (i: number): boolean => i % 2 === 0 && i < args.length - 1;
  for (const [i, argument] of args.entries()) {
    const isFit = !isCondition(i) || argument.type === 'boolean' || argument.type === 'null';
    if (!isFit) return misfit(`the condition of ${name}`, argument, 'boolean');
  }
  const values = args.filter((_, i) => !isCondition(i));
  const type = unify(name, values);
  if (typeof type !== 'string') return type;
  return { type, parameters: args.map((_, i) => (isCondition(i) ? 'boolean' : type)) };
}

function compileCase(call: CallExpression, compile: Compile): Kernel {
  const kernels = call.arguments.map(compile);
  const otherwise = kernels.pop()!;
  const choice = new Choice(call.type);
  return {
    type: call.type,
    evaluate(batch, failures) {
      const result = choice.start(batch.length);
      const open = new Uint8Array(batch.length).fill(1);
      for (let k = 0; k < kernels.length; k += 2) {
        const condition = kernels[k]!.evaluate(
          batch,
          failures.where(() => open.slice()),
        ) as BooleanColumn;
        const taken = take(condition, open);
        result.put(
          kernels[k + 1]!.evaluate(
            batch,
            failures.where(() => taken.slice()),
          ),
          taken,
        );
      }
      result.put(
        otherwise.evaluate(
          batch,
          failures.where(() => open.slice()),
        ),
        open,
      );
      return result.finish();
    },
  };
}

function compileCoalesce(call: CallExpression, compile: Compile): Kernel {
  const [first, ...others] = call.arguments.map(compile);
  const choice = new Choice(call.type);
  return {
    type: call.type,
    evaluate(batch, failures) {
      const column = first!.evaluate(batch, failures);
      if (column.nulls === null || others.length === 0) return column;
      const result = choice.start(batch.length);
      result.put(column, new Uint8Array(batch.length).fill(1));
      let open: Uint8Array = column.nulls.slice(0, batch.length);
      for (const kernel of others) {
        const still = open;
        const next = kernel.evaluate(
          batch,
          failures.where(() => still.slice()),
        );
        result.put(next, open);
        if (next.nulls === null) break;
        open = stillNull(open, next.nulls);
      }
      return result.finish();
    },
  };
}

function stillNull(open: Uint8Array, nulls: Uint8Array): Uint8Array {
  const still = new Uint8Array(open.length);
  for (let i = 0; i < open.length; i++) still[i] = open[i]! & nulls[i]!;
  return still;
}

function nullIfRule(args: readonly Checked[]): Signature | Complaint {
  const both = uniform(unify('NULLIF', args), 2);
  if ('message' in both) return both;
  // The second only decides: NULLIF(bigint, double) is a bigint.
  const { type } = args[0]!;
  return type === 'null' ? both : { type: type as Signature['type'], parameters: both.parameters };
}

function compileNullIf(call: CallExpression, compile: Compile): Kernel {
  const [value, other] = call.arguments as [Expression, Expression];
  const isEqual: Expression = { kind: 'call', type: 'boolean', name: '=', arguments: [value, other] };
  const nothing: Expression = { kind: 'literal', type: call.type, value: null };
  return compileCase({ ...call, name: 'CASE', arguments: [isEqual, nothing, value] }, compile);
}

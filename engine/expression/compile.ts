import { newArrays } from '../data/batch-arrays.ts';
import type { ArraySource } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { allocateValues } from '../data/column.ts';
import { Dictionary } from '../data/dictionary.ts';
import { valueAt } from '../data/rows.ts';
import type { CallExpression, Expression, LiteralExpression } from './expression.ts';
import { RowFailures } from './failures.ts';
import { functions } from './functions.ts';
import type { Kernel } from './kernel.ts';

/** Compiles a checked expression to loops over columns, with results in `arrays`; what depends on no column is computed now. */
export function compileExpression(expression: Expression, arrays?: ArraySource): Kernel {
  return compileFolded(fold(expression), arrays);
}

/** `expression` with each part that depends on no column computed, unless it fails: then each row fails. */
export function fold(expression: Expression): Expression {
  if (expression.kind !== 'call') return expression;
  const call: CallExpression = { ...expression, arguments: expression.arguments.map(fold) };
  if (call.arguments.some((argument) => argument.kind !== 'literal')) return call;
  const failures = new RowFailures();
  const value = valueAt(compileFolded(call).evaluate(ONE_ROW, failures), 0);
  return failures.count === 0 ? { kind: 'literal', type: call.type, value } : call;
}

/** Whether a row can fail anywhere in `expression`. */
export function mayFail(expression: Expression): boolean {
  if (expression.kind !== 'call') return false;
  const definition = functions.get(expression.name)!;
  return (definition.mayFail?.(expression) ?? false) || expression.arguments.some(mayFail);
}

/** Compiles an expression that has been folded. */
export function compileFolded(expression: Expression, arrays: ArraySource = newArrays): Kernel {
  if (expression.kind === 'literal') return compileLiteral(expression);
  if (expression.kind === 'call') {
    const compile = Object.assign((argument: Expression) => compileFolded(argument, arrays), { arrays });
    return functions.get(expression.name)!.compile(expression, compile);
  }
  const { type, index } = expression;
  return { type, evaluate: (batch) => batch.columns[index]! };
}

const ONE_ROW: Batch = {
  schema: [],
  length: 1,
  columns: [],
  eventTimes: null,
  watermarksBefore: -Infinity,
  watermark: -Infinity,
  origin: null,
};

// The column of a literal is made once and serves every batch that is not longer.
function compileLiteral({ type, value }: LiteralExpression): Kernel {
  const dictionary = new Dictionary();
  const repeated = typeof value === 'string' ? dictionary.intern(value) : Number(value);
  let column = repeat(1);
  function repeat(length: number): Column {
    const values = allocateValues(type, length).fill(repeated);
    const nulls = value === null ? new Uint8Array(length).fill(1) : null;
    return { type, values, nulls, ...(type === 'string' && { dictionary }) } as Column;
  }
  return {
    type,
    evaluate({ length }) {
      if (column.values.length < length) column = repeat(length);
      return column;
    },
  };
}

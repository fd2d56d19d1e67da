import type { Batch } from '../data/batch.ts';
import { BatchArrays } from '../data/batch-arrays.ts';
import type { BooleanColumn, NumberColumn, StringColumn } from '../data/column.ts';
import { compileFolded, fold, mayFail } from './compile.ts';
import type { CallExpression, Expression, LiteralExpression } from './expression.ts';
import type { RowFailures } from './failures.ts';
import type { Kernel, Predicate } from './kernel.ts';
import * as loops from './select-loops.ts';

/** Compiles a checked condition to loops that pick rows. */
export function compilePredicate(expression: Expression): Predicate {
  // What the parts compute is looked at once.
  const arrays = new BatchArrays();
  const parts = partsOf(fold(expression)).map((part) => compilePart(part, arrays));
  // 0, 1, 2, …: copying them is several times faster than counting.
  let numbers = new Int32Array(0);
  return {
    select(batch, failures, rows) {
      arrays.begin();
      if (numbers.length < batch.length) numbers = Int32Array.from({ length: batch.length }, (_, i) => i);
      rows.set(numbers.length === batch.length ? numbers : numbers.subarray(0, batch.length));
      let count = batch.length;
      for (const part of parts) count = part(batch, failures, { rows, count });
      return failures.count === 0 ? count : dropFailed(failures, rows, count);
    },
  };
}

/** Keeps, of the first `count` of `rows`, those for which it is TRUE, and gives how many these are. */
type Part = (batch: Batch, failures: RowFailures, picked: Picked) => number;

interface Picked {
  readonly rows: Int32Array;
  readonly count: number;
}

// The parts of an AND can narrow the rows one after another, if none but the first can fail a row: a row that the first
// makes NULL would have to be computed by the others too.
function partsOf(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'call' || expression.name !== 'AND') return [expression];
  const [, ...others] = expression.arguments;
  return others.some(mayFail) ? [expression] : expression.arguments;
}

function compilePart(expression: Expression, arrays: BatchArrays): Part {
  const fast = expression.kind === 'call' ? compileComparison(expression, arrays) : null;
  if (fast !== null) return fast;
  const kernel = compileFolded(expression, arrays);
  return (batch, failures, { rows, count }) => {
    const { values, nulls } = kernel.evaluate(batch, failures) as BooleanColumn;
    return loops.keepTrue({ rows, count, nulls }, values);
  };
}

const NUMBER_LOOPS: Readonly<Record<string, typeof loops.keepEqual>> = {
  '=': loops.keepEqual,
  '<>': loops.keepDifferent,
  '<': loops.keepLess,
  '<=': loops.keepAtMost,
  '>': loops.keepMore,
  '>=': loops.keepAtLeast,
};

const TURNED: Readonly<Record<string, string>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** A comparison with a literal, which needs no column of answers; null for everything else. */
function compileComparison(call: CallExpression, arrays: BatchArrays): Part | null {
  const [left, right] = call.arguments;
  if (!(call.name in NUMBER_LOOPS) || left === undefined || right === undefined) return null;
  if (left.kind === 'literal') {
    return withLiteral(compileFolded(right, arrays), TURNED[call.name]!, left);
  }
  return right.kind === 'literal' ? withLiteral(compileFolded(left, arrays), call.name, right) : null;
}

function withLiteral(kernel: Kernel, name: string, literal: LiteralExpression): Part | null {
  if (literal.value === null || kernel.type === 'boolean') return null;
  if (kernel.type !== 'string') return numberPart(kernel, NUMBER_LOOPS[name]!, Number(literal.value));
  if (name !== '=' && name !== '<>') return null;
  return textPart(kernel, name === '=' ? loops.keepText : loops.keepOtherText, literal.value as string);
}

function numberPart(kernel: Kernel, loop: typeof loops.keepEqual, literal: number): Part {
  return (batch, failures, { rows, count }) => {
    const { values, nulls } = kernel.evaluate(batch, failures) as NumberColumn;
    return loop({ rows, count, nulls }, values, literal);
  };
}

function textPart(kernel: Kernel, loop: typeof loops.keepText, literal: string): Part {
  return (batch, failures, { rows, count }) => {
    const { values, nulls, dictionary } = kernel.evaluate(batch, failures) as StringColumn;
    return loop({ rows, count, nulls }, values, dictionary.find(literal));
  };
}

function dropFailed(failures: RowFailures, rows: Int32Array, count: number): number {
  let kept = 0;
  for (let i = 0; i < count; i++) if (failures.get(rows[i]!) === null) rows[kept++] = rows[i]!;
  return kept;
}

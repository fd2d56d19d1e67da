import type { Batch } from '../data/batch.ts';
import { BatchArrays } from '../data/batch-arrays.ts';
import type { BooleanColumn, NumberColumn, StringColumn } from '../data/column.ts';
import { compileFolded, fold, mayFail } from './compile.ts';
import type { CallExpression, Expression, LiteralExpression } from './expression.ts';
import type { RowFailures } from './failures.ts';
import type { Kernel, Predicate } from './kernel.ts';
import * as picks from './pick-loops.ts';
import * as loops from './select-loops.ts';

/** Compiles a checked condition to loops that pick rows. */
export function compilePredicate(expression: Expression): Predicate {
  // What the parts compute is looked at once.
  const arrays = new BatchArrays();
  const parts = partsOf(fold(expression)).map((part) => compilePart(part, arrays));
  return {
    select(batch, failures, rows) {
      arrays.begin();
      let count = batch.length;
      for (let p = 0; p < parts.length; p++) count = parts[p]!(batch, failures, { rows, count, areAll: p === 0 });
      return failures.count === 0 ? count : dropFailed(failures, rows, count);
    },
  };
}

/** Keeps, of the first `count` of `rows`, those for which it is TRUE, and gives how many these are. */
type Part = (batch: Batch, failures: RowFailures, picked: Picked) => number;

interface Picked {
  readonly rows: Int32Array;
  readonly count: number;
  /** Whether it is all rows of the batch that are picked; their numbers are not written yet. */
  readonly areAll: boolean;
}

/** The picked rows as a loop over columns with `nulls` takes them. */
function selectionOf({ rows, count, areAll }: Picked, nulls: Uint8Array | null): loops.Selection {
  if (areAll) {
    if (numbers.length < count) numbers = Int32Array.from({ length: count }, (_, i) => i);
    rows.set(numbers.length === count ? numbers : numbers.subarray(0, count));
  }
  return { rows, count, nulls };
}

// 0, 1, 2, …: copying them is several times faster than counting.
let numbers = new Int32Array(0);

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
  return (batch, failures, picked) => {
    const { values, nulls } = kernel.evaluate(batch, failures) as BooleanColumn;
    return picked.areAll && nulls === null
      ? picks.pickTrue(picked, values)
      : loops.keepTrue(selectionOf(picked, nulls), values);
  };
}

interface NumberLoops {
  readonly pick: typeof picks.pickEqual;
  readonly keep: typeof loops.keepEqual;
}

const NUMBER_LOOPS: Readonly<Record<string, NumberLoops>> = {
  '=': { pick: picks.pickEqual, keep: loops.keepEqual },
  '<>': { pick: picks.pickDifferent, keep: loops.keepDifferent },
  '<': { pick: picks.pickLess, keep: loops.keepLess },
  '<=': { pick: picks.pickAtMost, keep: loops.keepAtMost },
  '>': { pick: picks.pickMore, keep: loops.keepMore },
  '>=': { pick: picks.pickAtLeast, keep: loops.keepAtLeast },
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

function numberPart(kernel: Kernel, { pick, keep }: NumberLoops, literal: number): Part {
  return (batch, failures, picked) => {
    const { values, nulls } = kernel.evaluate(batch, failures) as NumberColumn;
    return picked.areAll && nulls === null
      ? pick(picked, values, literal)
      : keep(selectionOf(picked, nulls), values, literal);
  };
}

function textPart(kernel: Kernel, loop: typeof loops.keepText, literal: string): Part {
  return (batch, failures, picked) => {
    const { values, nulls, dictionary } = kernel.evaluate(batch, failures) as StringColumn;
    return loop(selectionOf(picked, nulls), values, dictionary.find(literal));
  };
}

function dropFailed(failures: RowFailures, rows: Int32Array, count: number): number {
  let kept = 0;
  for (let i = 0; i < count; i++) if (failures.get(rows[i]!) === null) rows[kept++] = rows[i]!;
  return kept;
}

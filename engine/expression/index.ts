import type { Schema } from '../data/types.ts';
import type { AggregateCall } from '../document/plan.ts';
import type { Expression } from './expression.ts';
import type { Kernel, Predicate } from './kernel.ts';
import type { ExpressionProblem } from './problem.ts';

/** The only door to expressions. `document` parses and checks them, operators compile them. */
export type { Expression } from './expression.ts';
export { RowFailures } from './failures.ts';
export type { Kernel, Predicate } from './kernel.ts';
export type { ExpressionProblem } from './problem.ts';

/** A checked expression, or everything that is wrong with its text. */
export type CheckResult = { readonly expression: Expression } | { readonly problems: readonly ExpressionProblem[] };

export function checkExpression(_text: string, _schema: Schema): CheckResult {
  throw new Error('to be written');
}

export function checkAggregate(_text: string, _schema: Schema, _calls: AggregateCall[]): CheckResult {
  throw new Error('to be written');
}

export function compileExpression(_expression: Expression): Kernel {
  throw new Error('to be written');
}

export function compilePredicate(_expression: Expression): Predicate {
  throw new Error('to be written');
}

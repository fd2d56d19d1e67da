/** The only door to expressions. `document` parses and checks them, operators compile them. */
export { checkExpression } from './check.ts';
export type { CheckResult } from './check.ts';
export { checkAggregate } from './check-aggregate.ts';
export { checkLag } from './check-lag.ts';
export { checkMeasure } from './check-measure.ts';
export { columnsRead } from './columns-read.ts';
export { compileExpression } from './compile.ts';
export type { Expression } from './expression.ts';
export { RowFailures } from './failures.ts';
export type { Kernel, Predicate } from './kernel.ts';
export { compilePredicate } from './predicate.ts';
export type { ExpressionProblem } from './problem.ts';

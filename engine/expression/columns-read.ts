import { mayFail } from './compile.ts';
import type { Expression } from './expression.ts';

/** The places of the columns that `expressions` read; null, for all, where a row may fail: the whole row is told then. */
export function columnsRead(expressions: readonly Expression[]): ReadonlySet<number> | null {
  return expressions.some(mayFail) ? null : new Set(expressions.flatMap(placesIn));
}

function placesIn(expression: Expression): number[] {
  if (expression.kind === 'call') return expression.arguments.flatMap(placesIn);
  return expression.kind === 'column' ? [expression.index] : [];
}

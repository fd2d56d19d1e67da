import type { AggregateCall } from '../document/plan.ts';
import type { Expression } from '../expression/index.ts';

/** The places of the columns that any of `calls` reads, in ascending order. */
export function columnsRead(calls: readonly Pick<AggregateCall, 'argument'>[]): readonly number[] {
  const places = new Set<number>();
  for (const { argument } of calls) if (argument !== null) addColumns(argument, places);
  return [...places].sort((a, b) => a - b);
}

function addColumns(expression: Expression, places: Set<number>): void {
  if (expression.kind === 'column') places.add(expression.index);
  else if (expression.kind === 'call') for (const each of expression.arguments) addColumns(each, places);
}

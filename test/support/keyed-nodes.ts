import type { Schema } from '../../engine/data/types.ts';
import { columnIndex } from '../../engine/data/types.ts';
import type { ComputedColumn, LagCall } from '../../engine/document/plan.ts';
import { checkLag } from '../../engine/expression/index.ts';
import { operatorNode } from './operator-nodes.ts';

/** The places of `names` in `schema`. */
export function placesOf(schema: Schema, names: readonly string[]): number[] {
  return names.map((name) => columnIndex(schema, name));
}

/** The node of a lag over rows of `schema`, whose columns are written as in a document. */
export function lagNode(schema: Schema, key: readonly string[], columns: Readonly<Record<string, string>>) {
  const calls: LagCall[] = [];
  const results = Object.entries(columns).map(([name, text]): ComputedColumn => {
    const result = checkLag(text, schema, calls);
    if (!('expression' in result)) throw new Error(result.problems.map(({ message }) => message).join('; '));
    return { name, expression: result.expression };
  });
  const added = results.map(({ name, expression }) => ({ name, type: expression.type }));
  return operatorNode({ type: 'lag', key: placesOf(schema, key), calls, results } as const, [...schema, ...added]);
}

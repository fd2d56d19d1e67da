import type { Schema } from '../../engine/data/types.ts';
import { columnIndex } from '../../engine/data/types.ts';
import type { RankOrder } from '../../engine/document/plan.ts';
import { checkExpression } from '../../engine/expression/index.ts';
import { placesOf } from './keyed-nodes.ts';
import { operatorNode } from './operator-nodes.ts';

export interface TopNSpecification {
  readonly key?: readonly string[];
  readonly orderBy: readonly string[];
  readonly n: number;
}

/** The node of a top_n over rows of `schema`, whose order is written as in a document. */
export function topNNode(schema: Schema, { key = [], orderBy, n }: TopNSpecification) {
  const order = orderBy.map((text): RankOrder => {
    const result = checkExpression(text.replace(/ (asc|desc)$/, ''), schema);
    if (!('expression' in result)) throw new Error(result.problems.map(({ message }) => message).join('; '));
    return { expression: result.expression, isDescending: text.endsWith(' desc') };
  });
  const window = { start: columnIndex(schema, 'window_start'), end: columnIndex(schema, 'window_end') };
  return operatorNode({ type: 'top_n', window, key: placesOf(schema, key), orderBy: order, n } as const, [
    ...schema,
    { name: 'rank', type: 'bigint' },
  ]);
}

import { pathTo } from '../check/path.ts';
import type { OperatorValue } from '../graph/draft.ts';
import type { FilterOptions } from '../plan.ts';
import { readExpression } from './expressions.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

/** An operator that lets through the rows for which its condition is TRUE. */
export function buildFilter(
  { where, $ }: Extract<OperatorValue, { type: 'filter' }>,
  input: Stream,
  { problems }: NodeContext,
): Built<FilterOptions> {
  const { schema } = input;
  const path = pathTo($.path, 'where');
  const expression = where && schema ? readExpression(where, { path, schema, problems }) : null;
  if (!where || !expression) return { ...input, options: null };
  if (expression.type === 'boolean') return { ...input, options: { type: 'filter', where: expression } };
  const message = `the condition gives a ${expression.type}, write one that is TRUE or FALSE, such as value > 85`;
  problems.add(where.offset, path, message);
  // What passes a filter does not depend on the condition, so that later nodes can be checked all the same.
  return { ...input, options: null };
}

import { pathTo } from '../check/path.ts';
import type { OperatorValue } from '../graph/draft.ts';
import type { FilterOptions } from '../plan.ts';
import { readCondition } from './expressions.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

/** An operator that lets through the rows for which its condition is TRUE. */
export function buildFilter(
  { where, $ }: Extract<OperatorValue, { type: 'filter' }>,
  input: Stream,
  { problems }: NodeContext,
): Built<FilterOptions> {
  const { schema } = input;
  const path = pathTo($.path, 'where');
  const condition = where && schema ? readCondition(where, { path, schema, problems }) : null;
  // What passes a filter does not depend on the condition, so that later nodes can be checked all the same.
  return { ...input, options: condition && { type: 'filter', where: condition } };
}

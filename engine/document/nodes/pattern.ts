import type { OperatorValue } from '../graph/draft.ts';
import type { PatternOptions } from '../plan.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

/** An operator that finds sequences of rows. */
export function buildPattern(
  _value: Extract<OperatorValue, { type: 'pattern' }>,
  _input: Stream,
  _context: NodeContext,
): Built<PatternOptions> {
  return { schema: null, hasEventTime: true, options: null };
}

import type { OperatorValue } from '../graph/draft.ts';
import type { LagCall, LagOptions } from '../plan.ts';
import { extendedSchema, readColumns } from './columns.ts';
import { readLag } from './expressions.ts';
import { pathTo } from '../check/path.ts';
import { readKey } from './key-columns.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

type LagValue = Extract<OperatorValue, { type: 'lag' }>;

/** An operator that adds what is known of the rows of the same key before. */
export function buildLag(value: LagValue, input: Stream, context: NodeContext): Built<LagOptions> {
  const { columns } = value;
  const { schema: inputSchema, hasEventTime } = input;
  const broken = { ...input, schema: null, options: null };
  if (!inputSchema) return broken;
  const key = readKey(value, inputSchema, context);
  if (!columns) return broken;
  const calls: LagCall[] = [];
  const place = { schema: inputSchema, problems: context.problems };
  const results = readColumns(columns, place, (written, at) => readLag(written, at, calls));
  const schema = extendedSchema(value, { input: inputSchema, computed: results }, context);
  if (!results || !schema) return broken;
  const isTimed = hasEventTime !== false || reportTimelessRate(value, calls, context);
  const options: LagOptions | null = key && isTimed ? { type: 'lag', key, calls, results } : null;
  return { ...input, schema, options };
}

/** Reports a rate over rows that do not say when they happened; whether there is none. */
function reportTimelessRate({ $ }: LagValue, calls: readonly LagCall[], { problems }: NodeContext): boolean {
  if (calls.every((call) => call.function !== 'rate')) return true;
  const message = 'rate(x) is counted by the event time of the rows, but the source has none; write event_time there';
  problems.add($.offset('columns'), pathTo($.path, 'columns'), message);
  return false;
}

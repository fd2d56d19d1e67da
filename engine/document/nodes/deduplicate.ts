import type { Schema } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import type { OperatorValue } from '../graph/draft.ts';
import type { DeduplicateOptions } from '../plan.ts';
import { readColumnList, readKey } from './key-columns.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

type DeduplicateValue = Extract<OperatorValue, { type: 'deduplicate' }>;

/** An operator that leaves out rows which repeat what is known. */
export function buildDeduplicate(
  value: DeduplicateValue,
  input: Stream,
  context: NodeContext,
): Built<DeduplicateOptions> {
  const { ttl: ttlMs, $ } = value;
  const isConsistent = reportInconsistent(value, context);
  // What goes on does not depend on the rest, so that later nodes can be checked all the same.
  if (!input.schema) return { ...input, options: null };
  const key = readKey({ key: value.key === null ? [] : value.key, $ }, input.schema, context);
  const on = readOn(value, input.schema, context);
  if (!key || on === undefined || ttlMs === undefined || !isConsistent) return { ...input, options: null };
  return { ...input, options: { type: 'deduplicate', key, on, ttlMs } };
}

/** The compared columns; null where none are, undefined where one is wrong. */
function readOn(
  { on, $ }: DeduplicateValue,
  schema: Schema,
  context: NodeContext,
): DeduplicateOptions['on'] | undefined {
  if (on === null || on === undefined) return on;
  return readColumnList(on, { schema, path: pathTo($.path, 'on') }, context) ?? undefined;
}

/** Reports keys that do not go together; whether all is well. */
function reportInconsistent({ keep, key, on, $ }: DeduplicateValue, { problems }: NodeContext): boolean {
  if (keep === undefined || on === undefined) return false;
  if (keep === 'changed' && on === null) {
    const message = '"on" is missing, write the columns in which a row has to differ, such as on: [value]';
    problems.add($.offset(), $.path, message);
    return false;
  }
  if (keep === 'first' && on !== null) {
    const message = 'only keep: changed compares columns, write keep: changed or take this out';
    problems.add($.offset('on'), pathTo($.path, 'on'), message);
    return false;
  }
  if (keep === 'first' && key === null) {
    const message = '"key" is missing, without it only the first row of all would go on; write key: and a list';
    problems.add($.offset(), $.path, message);
    return false;
  }
  return true;
}

import { pathTo } from '../check/path.ts';
import type { SourceValue } from '../graph/draft.ts';
import type { FileSourceOptions } from '../plan.ts';
import { readEventTime } from './event-time.ts';
import { readPath } from './paths.ts';
import type { Built, NodeContext } from './stream.ts';
import { readColumns, readCsv } from './written-columns.ts';

type FileValue = Extract<SourceValue, { type: 'file' }>;

/** Files as a source. */
export function buildFileSource(value: FileValue, context: NodeContext): Built<FileSourceOptions> {
  const columns = readColumns(value);
  const schema = columns?.map(({ name, type }) => ({ name, type })) ?? null;
  const eventTime = readEventTime(value.event_time, schema, context);
  const csv = readCsv(value, context);
  const path = value.path ? readPath(value.path, pathTo(value.$.path, 'path'), context) : null;
  const hasEventTime = eventTime === undefined ? null : eventTime !== null;
  const { format } = value;
  const follow = readFollow(value, context);
  if (!columns || !csv || path === null || format === undefined || eventTime === undefined || follow === undefined) {
    return { schema, hasEventTime, options: null };
  }
  return { schema, hasEventTime, options: { type: 'file', path, format, columns, csv, follow, eventTime } };
}

/** Parquet is read from its end, which a file that grows does not have. */
function readFollow({ follow, format, $ }: FileValue, { problems }: NodeContext): boolean | undefined {
  if (follow !== true || format !== 'parquet') return follow;
  const message = 'files of Parquet cannot be followed, for they are whole or nothing; write false or another format';
  problems.add($.offset('follow'), pathTo($.path, 'follow'), message);
  return undefined;
}

import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { SourceValue } from '../graph/draft.ts';
import type { FileColumn, FileSourceOptions } from '../plan.ts';
import { readEventTime } from './event-time.ts';
import { readPath } from './paths.ts';
import type { Built, NodeContext } from './stream.ts';

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

/** The declared columns; null where one of them is wrong. */
function readColumns({ schema }: FileValue): FileColumn[] | null {
  if (!schema) return null;
  const columns: FileColumn[] = [];
  for (const { name, value } of schema) {
    const type = typeof value === 'string' ? value : value?.type;
    const from = typeof value === 'string' ? null : value?.from;
    if (type === undefined || from === undefined) return null;
    columns.push({ name, type, from: from ?? name });
  }
  return columns;
}

const QUOTES_AND_BREAKS = ['"', '\n', '\r'];

function readCsv(value: FileValue, { problems }: NodeContext): FileSourceOptions['csv'] | null {
  const { csv, format, schema } = value;
  if (csv === undefined) return null;
  if (csv === null) return { delimiter: ',', header: true };
  const { delimiter, header } = csv;
  if (format !== undefined && format !== 'csv') {
    problems.add(
      csv.$.offset(),
      csv.$.path,
      `"csv" says how CSV files are written, but the format is ${format}: take it out`,
    );
  }
  if (delimiter !== undefined && QUOTES_AND_BREAKS.includes(delimiter)) {
    const path = pathTo(csv.$.path, 'delimiter');
    problems.add(
      csv.$.offset('delimiter'),
      path,
      'a quote or line break cannot be a delimiter, write another character',
    );
    return null;
  }
  const renamed =
    header === false ? schema?.find((column) => typeof column.value === 'object' && column.value.from) : null;
  if (renamed) {
    const message = `column ${quote(renamed.name)} cannot be found by "from" in files without a header; the schema gives their order`;
    problems.add(renamed.offset, renamed.path, message);
  }
  return delimiter === undefined || header === undefined ? null : { delimiter, header };
}

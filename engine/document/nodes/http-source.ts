import type { Schema } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { SourceValue } from '../graph/draft.ts';
import { sound } from '../keys/value-of.ts';
import type { EventTime, HttpSourceOptions } from '../plan.ts';
import { plainText } from '../text/written.ts';
import { readEventTime } from './event-time.ts';
import { readEndpoint } from './http-endpoint.ts';
import type { Built, NodeContext } from './stream.ts';
import { READING_SCHEMA } from '../../sensors/reading-schema.ts';
import { readColumns, readCsv } from './written-columns.ts';

type HttpValue = Extract<SourceValue, { type: 'http' }>;

/** An address that is asked again and again, as a source. */
export function buildHttpSource(value: HttpValue, context: NodeContext): Built<HttpSourceOptions> {
  reportUnfit(value, context);
  const endpoint = readEndpoint(value, context);
  const columns = value.format === 'prometheus' ? [] : readColumns(value);
  const schema = schemaOf(value, columns, context);
  const eventTime = timeOf(value, schema, context);
  const hasEventTime = eventTime === undefined ? null : eventTime !== null;
  const csv = readCsv(value, context);
  const { every: everyMs, format, items, received } = value;
  const isWrong = everyMs === undefined || items === undefined || received === undefined || !csv || !columns;
  if (isWrong || !schema || !endpoint || format === undefined || eventTime === undefined) {
    return { schema, hasEventTime, options: null };
  }
  const metrics = value.metrics ? sound(value.metrics) : ['*'];
  const reading = { columns, items, received: received?.text ?? null, csv, metrics };
  return { schema, hasEventTime, options: { type: 'http', endpoint, everyMs, format, ...reading, eventTime } };
}

function schemaOf(value: HttpValue, columns: Schema | null, { problems }: NodeContext): Schema | null {
  if (value.format === 'prometheus') return READING_SCHEMA;
  if (!columns) return null;
  const schema = columns.map(({ name, type }) => ({ name, type }));
  const { received, $ } = value;
  if (!received) return schema;
  if (schema.some(({ name }) => name === received.text)) {
    const message = `there is a column ${quote(received.shown)} in the schema already, choose another name`;
    problems.add(received.offset, pathTo($.path, 'received'), message);
    return null;
  }
  return [{ name: received.text, type: 'timestamp' }, ...schema];
}

/** Keys that mean nothing with the format, or are missing for it. */
function reportUnfit(value: HttpValue, { path, problems }: NodeContext): void {
  const { format, $ } = value;
  if (format === undefined) return;
  const refuse = (key: 'schema' | 'items' | 'received' | 'metrics', message: string): void => {
    if (value[key]) problems.add($.offset(key), pathTo($.path, key), message);
  };
  if (format !== 'json') refuse('items', `"items" leads into json, but the format is ${format}: take it out`);
  if (format !== 'prometheus') {
    refuse('metrics', `"metrics" chooses from prometheus, but the format is ${format}: take it out`);
    if (value.schema === null) problems.add($.offset(), path, '"schema" is missing, write schema: and the columns');
    return;
  }
  const columns = READING_SCHEMA.map(({ name }) => name).join(', ');
  refuse('schema', `prometheus has columns of its own (${columns}): take it out`);
  refuse('received', 'prometheus has the column ts for it: take it out');
}

function timeOf(value: HttpValue, schema: Schema | null, context: NodeContext): EventTime | null | undefined {
  const { event_time: written, format } = value;
  const isPrometheus = format === 'prometheus';
  if (!written) {
    const isDefault = written === null && isPrometheus;
    return isDefault ? { column: 'ts', outOfOrdernessMs: 0, idleTimeoutMs: null } : written;
  }
  const { $, column } = written;
  if (column === null && !isPrometheus) {
    context.problems.add($.offset(), $.path, '"column" is missing, write column: and the name of a column');
    return undefined;
  }
  if (column && isPrometheus && column.text !== 'ts') {
    const message = 'the event time of prometheus is ts: write that, or leave it out';
    context.problems.add(column.offset, pathTo($.path, 'column'), message);
    return undefined;
  }
  return readEventTime({ ...written, column: column === null ? plainText('ts', $.offset()) : column }, schema, context);
}

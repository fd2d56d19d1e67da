import { ENTRY_COLUMNS, HEADER_PREFIX } from '../../kafka/entry-columns.ts';
import type { SourceValue } from '../graph/draft.ts';
import type { KafkaSourceOptions } from '../plan.ts';
import { didYouMean } from '../check/likely.ts';
import { alternatives, quote } from '../check/quote.ts';
import { readEventTime } from './event-time.ts';
import { readKafkaTopic } from './kafka-connection.ts';
import type { Built, NodeContext } from './stream.ts';
import { readColumns } from './written-columns.ts';

type KafkaValue = Extract<SourceValue, { type: 'kafka' }>;

/** A topic as a source. */
export function buildKafkaSource(value: KafkaValue, context: NodeContext): Built<KafkaSourceOptions> {
  const topic = readKafkaTopic(value, context);
  const columns = readColumns(value);
  const schema = columns?.map(({ name, type }) => ({ name, type })) ?? null;
  const areFound = columns !== null && reportEntryColumns(value, context);
  const eventTime = readEventTime(value.event_time, schema, context);
  const hasEventTime = eventTime === undefined ? null : eventTime !== null;
  const { start, until, format } = value;
  const isWrong = !areFound || !topic || eventTime === undefined || until === undefined;
  if (isWrong || start === undefined || format === undefined) return { schema, hasEventTime, options: null };
  const options = { type: 'kafka', ...topic, format, columns, start, isBounded: until !== null, eventTime } as const;
  return { schema, hasEventTime, options };
}

/** Whether what begins with $ is there, and of the column's type. */
function reportEntryColumns({ schema }: KafkaValue, { problems }: NodeContext): boolean {
  let areFound = true;
  for (const { value, offset, path } of schema ?? []) {
    if (typeof value !== 'object' || !value.from?.startsWith('$')) continue;
    const fault = entryColumnFault(value.from, value.type!);
    if (fault === null) continue;
    problems.add(offset, path, fault);
    areFound = false;
  }
  return areFound;
}

function entryColumnFault(from: string, type: string): string | null {
  const isHeader = from.startsWith(HEADER_PREFIX) && from !== HEADER_PREFIX;
  const types: readonly string[] | undefined = isHeader
    ? ['string']
    : Object.hasOwn(ENTRY_COLUMNS, from)
      ? ENTRY_COLUMNS[from as keyof typeof ENTRY_COLUMNS]
      : undefined;
  if (types === undefined) {
    const known = [...Object.keys(ENTRY_COLUMNS), `${HEADER_PREFIX}name`];
    return `unknown ${quote(from)}${didYouMean(from, known) || `, write ${alternatives(known)}`}`;
  }
  return types.includes(type) ? null : `${from} is a ${types[0]!}, not a ${type}: write type: ${types[0]!}`;
}

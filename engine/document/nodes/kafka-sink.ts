import type { Schema } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import type { SinkValue } from '../graph/draft.ts';
import type { KafkaSinkOptions } from '../plan.ts';
import { readKafkaTopic } from './kafka-connection.ts';
import type { NodeContext } from './stream.ts';
import { namedColumn } from './stream.ts';

type KafkaValue = Extract<SinkValue, { type: 'kafka' }>;

/** A topic as a sink; null where it is wrong, which is reported, or its rows are not known. */
export function buildKafkaSink(
  value: KafkaValue,
  schema: Schema | null,
  context: NodeContext,
): KafkaSinkOptions | null {
  const topic = readKafkaTopic(value, context);
  const key = schema && readKey(value, schema, context);
  const headers = schema && readHeaders(value, schema, context);
  const { compress, delivery, transactional_id: transactionalId } = value;
  if (!topic || key === undefined || !headers) return null;
  if (compress === undefined || delivery === undefined || transactionalId === undefined) return null;
  return { type: 'kafka', ...topic, key, headers, compress, delivery, transactionalId };
}

function readKey({ key, $ }: KafkaValue, schema: Schema, { problems }: NodeContext): string | null | undefined {
  if (!key) return key;
  return namedColumn(key, schema, { path: pathTo($.path, 'key'), problems }) === null ? undefined : key.text;
}

function readHeaders(
  { headers }: KafkaValue,
  schema: Schema,
  { problems }: NodeContext,
): Record<string, string> | null {
  if (!headers) return null;
  const read: Record<string, string> = {};
  for (const { name, path, value } of headers) {
    if (value && namedColumn(value, schema, { path, problems }) !== null) read[name] = value.text;
  }
  return Object.keys(read).length === headers.length ? read : null;
}

import { pathTo } from '../check/path.ts';
import type { SinkValue } from '../graph/draft.ts';
import { whole } from '../keys/value-of.ts';
import type { HttpSinkOptions } from '../plan.ts';
import { readEndpoint } from './http-endpoint.ts';
import { readPath } from './paths.ts';
import type { NodeContext } from './stream.ts';

type HttpValue = Extract<SinkValue, { type: 'http' }>;

/** How long a row waits for others where only their number is written. */
const TIMEOUT_MS = 1000;

/** An address that rows are sent to, as a sink; null where it is wrong, which is reported. */
export function buildHttpSink(value: HttpValue, context: NodeContext): HttpSinkOptions | null {
  const endpoint = readEndpoint(value, context);
  const batch = readBatch(value.batch);
  const buffer = value.buffer && whole(value.buffer);
  const folder = buffer && readPath(buffer.path, pathTo(buffer.$.path, 'path'), context);
  if (!endpoint || !batch || !buffer || !folder) return null;
  return { type: 'http', endpoint, batch, buffer: { folder, sizeBytes: buffer.size } };
}

function readBatch(batch: HttpValue['batch']): HttpSinkOptions['batch'] | null {
  if (typeof batch === 'number') return { rows: batch, timeoutMs: TIMEOUT_MS };
  const good = batch && whole(batch);
  return good ? { rows: good.size, timeoutMs: good.timeout } : null;
}

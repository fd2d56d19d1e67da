import type { SourceValue } from '../graph/draft.ts';
import { sound } from '../keys/value-of.ts';
import { READING_SCHEMA } from '../../sensors/reading-schema.ts';
import type { SystemSourceOptions } from '../plan.ts';
import type { Built } from './stream.ts';

/** This machine's sensors as a source. */
export function buildSystemSource(value: Extract<SourceValue, { type: 'system' }>): Built<SystemSourceOptions> {
  const stream = { schema: READING_SCHEMA, hasEventTime: true };
  const outOfOrdernessMs = value.event_time?.out_of_orderness;
  if (value.interval === undefined || outOfOrdernessMs === undefined) return { ...stream, options: null };
  const eventTime = { column: 'ts', outOfOrdernessMs, idleTimeoutMs: value.event_time?.idle_timeout ?? null };
  const metrics = sound(value.metrics);
  return { ...stream, options: { type: 'system', intervalMs: value.interval, metrics, eventTime } };
}

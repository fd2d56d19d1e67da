import type { Schema } from '../../data/types.ts';
import type { SourceValue } from '../graph/draft.ts';
import { sound } from '../keys/value-of.ts';
import type { SystemSourceOptions } from '../plan.ts';
import type { Built } from './stream.ts';

/** The columns of readings: the contract, section 5. */
export const READING_SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'host', type: 'string' },
  { name: 'metric', type: 'string' },
  { name: 'entity', type: 'string' },
  { name: 'value', type: 'double' },
  { name: 'unit', type: 'string' },
];

/** This machine's sensors as a source. */
export function buildSystemSource(value: Extract<SourceValue, { type: 'system' }>): Built<SystemSourceOptions> {
  const stream = { schema: READING_SCHEMA, hasEventTime: true };
  const outOfOrdernessMs = value.event_time?.out_of_orderness;
  if (value.interval === undefined || outOfOrdernessMs === undefined) return { ...stream, options: null };
  const eventTime = { column: 'ts', outOfOrdernessMs, idleTimeoutMs: value.event_time?.idle_timeout ?? null };
  const metrics = sound(value.metrics);
  return { ...stream, options: { type: 'system', intervalMs: value.interval, metrics, eventTime } };
}

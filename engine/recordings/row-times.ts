import type { Batch } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import type { RecordedTime } from './recording.ts';

/** The event times that the rows of a recording had; null where it has none, or they are lost. */
export function timesOf(batch: Batch, eventTime: RecordedTime | null): Float64Array | null {
  const at = batch.schema.findIndex(({ name, type }) => name === eventTime?.column && type === 'timestamp');
  if (eventTime === null || at === -1) return null;
  const { values } = batch.columns[at] as NumberColumn;
  if (eventTime.offsetMs === 0) return values;
  return values.map((value) => value + eventTime.offsetMs);
}

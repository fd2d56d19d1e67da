import type { Json } from '../document/text/written.ts';
import type { Duration } from './columns.ts';
import { writtenKeys } from './written-keys.ts';

/** What windows follow: the event time of the rows, the machine's clock, or the number of rows. */
export type WindowTime = 'event' | 'processing' | 'count';

/** Says which windows a row belongs to. */
export interface WindowAssigner<W extends WindowTime = WindowTime> {
  readonly time: W;
  /** As a document says it. */
  readonly shape: Readonly<Record<string, Json>>;
}

/** Windows of one length, one after the other. */
export const Tumbling = {
  eventTime: (size: Duration, offset?: Duration) =>
    assigner('event', { type: 'tumbling', size, ...writtenKeys({ offset }) }),
  processingTime: (size: Duration, offset?: Duration) =>
    assigner('processing', { type: 'tumbling', size, ...writtenKeys({ offset }) }),
};

/** Windows of one length, a new one every `slide`. */
export const Sliding = {
  eventTime: (size: Duration, slide: Duration, offset?: Duration) =>
    assigner('event', { type: 'sliding', size, slide, ...writtenKeys({ offset }) }),
  processingTime: (size: Duration, slide: Duration, offset?: Duration) =>
    assigner('processing', { type: 'sliding', size, slide, ...writtenKeys({ offset }) }),
};

/** Windows that end when no row of their key has come for `gap`. */
export const Session = {
  eventTime: (gap: Duration) => assigner('event', { type: 'session', gap }),
  processingTime: (gap: Duration) => assigner('processing', { type: 'session', gap }),
};

/** Windows that grow by `step` up to `size`, all with the same start. */
export const Cumulate = {
  eventTime: (size: Duration, step: Duration) => assigner('event', { type: 'cumulate', size, step }),
  processingTime: (size: Duration, step: Duration) => assigner('processing', { type: 'cumulate', size, step }),
};

/** Windows of so many rows of one key. */
export const Count = {
  of: (size: number) => assigner('count', { type: 'count', size }),
};

function assigner<W extends WindowTime>(time: W, shape: WindowAssigner['shape']): WindowAssigner<W> {
  return { time, shape };
}

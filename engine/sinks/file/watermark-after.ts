import type { Manifest } from '../../recordings/recording.ts';

/** The watermark that the times of the rows in a recording give; -Infinity without event time. */
export function watermarkAfter({ eventTime, parts }: Manifest): number {
  if (!eventTime) return -Infinity;
  const first = eventTime.watermark === null ? -Infinity : Date.parse(eventTime.watermark);
  const delayMs = eventTime.outOfOrdernessMs + 1;
  return parts.reduce(
    (latest, { lastTime }) => (lastTime === null ? latest : Math.max(latest, Date.parse(lastTime) - delayMs)),
    first,
  );
}

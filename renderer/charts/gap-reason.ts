import type { PipelineEvent } from '../../electron/ipc/contract.ts';
import type { Range } from '../live/range.ts';

export type GapReason = 'failed' | 'stopped' | 'closed' | 'none';

/** What ends a span of readings, or begins the next one, is noted this long before or after it at most. */
const NEAR_MS = 3_000;

/** Why nothing was read in a span, as far as the events of its pipeline tell: a start before which nothing else happened is that of the app. */
export function gapReason({ from, to }: Range, events: readonly PipelineEvent[]): GapReason {
  const kinds = new Set(events.filter(({ at }) => from - NEAR_MS <= at && at <= to + NEAR_MS).map(({ kind }) => kind));
  if (kinds.has('failed') || kinds.has('restarting')) return 'failed';
  if (kinds.has('stopped') || kinds.has('finished')) return 'stopped';
  return kinds.has('started') ? 'closed' : 'none';
}

/**
 * What the pipeline's source said itself of a span without readings; null where it said nothing. That one of its sensors failed is
 * said of the charts of that sensor's `metrics` alone.
 */
export function toldReason(
  { from, to }: Range,
  events: readonly PipelineEvent[],
  metrics: readonly string[],
): string | null {
  let most = -NEAR_MS;
  let reason: string | null = null;
  for (const { at, kind, message, seconds } of events) {
    if (kind !== 'gap' || !concerns(message, metrics)) continue;
    // Spans may lie side by side, each with its own reason.
    const common = Math.min(to, at) - Math.max(from, at - seconds * 1000);
    if (most < common) [most, reason] = [common, message];
  }
  return reason;
}

function concerns(reason: string, metrics: readonly string[]): boolean {
  const sensor = /^(?:sensor failed|over budget): (.*)$/.exec(reason)?.[1];
  return sensor === undefined || metrics.some((metric) => sensor === metric || sensor.startsWith(`${metric} `));
}

/** A span without readings, and why, in words. */
export interface KnownGap extends Range {
  readonly label: string;
}

/** The reason of the first of `known` that overlaps a span; null where none does. */
export function knownReason({ from, to }: Range, known: readonly KnownGap[]): string | null {
  return known.find((gap) => gap.from < to && from < gap.to)?.label ?? null;
}

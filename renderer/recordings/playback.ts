import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';

/** How many times as fast as it happened; Infinity: as fast as it can be drawn. */
export const SPEEDS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, Infinity] as const;

/** At most, one drawn frame moves the head by this share of the recording. */
const FASTEST_SHARE = 1 / 100;
/** Where in the window the head stays once it would leave it. */
const HEAD_SHARE = 0.8;

/** How a recording is played. */
export interface Playback {
  readonly whole: Range;
  readonly speed: number;
  readonly isLooping: boolean;
}

/** Where the head is `elapsedMs` after it was at `head`, and whether it goes on from there. */
export function advanced(head: number, elapsedMs: number, { whole, speed, isLooping }: Playback): Moved {
  const lengthMs = whole.to - whole.from;
  const moved = head + (speed === Infinity ? lengthMs * FASTEST_SHARE : elapsedMs * speed);
  if (moved < whole.to) return { head: moved, isPlaying: true };
  if (!isLooping || lengthMs <= 0) return { head: whole.to, isPlaying: false };
  return { head: whole.from + ((moved - whole.from) % lengthMs), isPlaying: true };
}

interface Moved {
  readonly head: number;
  readonly isPlaying: boolean;
}

/** The window `range` once it has followed the head, inside of `whole`. */
export function followed(range: Range, head: number, whole: Range): Range {
  const length = range.to - range.from;
  if (range.from <= head && head <= range.from + HEAD_SHARE * length) return range;
  if (whole.to - whole.from <= length) return range;
  const isAhead = range.from < head;
  // The end of the recording is also the end of the window.
  if (isAhead && head <= range.to && whole.to <= range.to) return range;
  const from = head - (isAhead ? HEAD_SHARE : 1 - HEAD_SHARE) * length;
  const held = Math.min(whole.to - length, Math.max(whole.from, from));
  return { from: held, to: held + length };
}

/** The moment of the next reading after `head`, or of the one before it; null where there is none. */
export function readingBeside(all: readonly Series[], head: number, direction: 'next' | 'previous'): number | null {
  let found: number | null = null;
  for (const series of all) {
    const at = series.indexAt(head);
    const index = direction === 'previous' ? at - 1 : at + (series.times[at] === head && at < series.length ? 1 : 0);
    if (index < 0 || series.length <= index) continue;
    const time = series.times[index]!;
    if (found === null || (direction === 'next' ? time < found : found < time)) found = time;
  }
  return found;
}

/** The next speed, or the one before; the outermost stay. */
export function speedBeside(speed: number, by: 1 | -1): number {
  const at = SPEEDS.findIndex((each) => each === speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))]!;
}

import type { ShownWindow } from './open-windows.ts';
import { windowName } from './window-results.ts';

/** What of a window is drawn. */
export type DrawnWindow = Pick<ShownWindow, 'start' | 'end' | 'keys'>;

/** The two times that are marked on the line; null where nobody knows. */
export interface MarkedTimes {
  readonly watermark: number | null;
  readonly newest: number | null;
}

/** A window on the line: in shares of its length. Windows that overlap are in lanes of their own. */
export interface Box extends DrawnWindow {
  readonly left: number;
  readonly width: number;
  readonly lane: number;
  readonly isFired: boolean;
}

/** Windows along the time of their rows. */
export interface WindowLine {
  readonly boxes: readonly Box[];
  readonly lanes: number;
  /** In shares of the length. */
  readonly watermark: number | null;
  readonly newest: number | null;
}

/** What was open before, what is open now, and how far the watermark is. */
interface LookedAgain {
  readonly before: readonly DrawnWindow[];
  readonly open: readonly DrawnWindow[];
  readonly watermark: number | null;
}

/** How many windows that have fired are still shown. */
const FIRED_MAX = 3;

/** With more of them a box has no room for its words: the table has them all. */
const BOXES_MAX = 12;

/** The windows that have fired last, in order of their ends: those of `fired`, and those of `before` that the watermark has passed and that are no longer in `open`. */
export function firedWindows(
  fired: readonly DrawnWindow[],
  { before, open, watermark }: LookedAgain,
): readonly DrawnWindow[] {
  const isOpen = new Set(open.map(windowName));
  // A session that is gone may have become a part of a longer one.
  const hasFired = ({ end }: DrawnWindow): boolean => watermark !== null && end - 1 <= watermark;
  const gone = before.filter((each) => !isOpen.has(windowName(each)) && hasFired(each));
  const byEnd = [...fired.filter((each) => !isOpen.has(windowName(each))), ...gone].sort((a, b) => a.end - b.end);
  return byEnd.slice(-FIRED_MAX);
}

/** The line of windows that have a time; null where there are none, or too many to be read. */
export function windowLine(
  open: readonly DrawnWindow[],
  fired: readonly DrawnWindow[],
  { watermark, newest }: MarkedTimes,
): WindowLine | null {
  const windows = [...fired, ...open].filter(({ start, end }) => start < end);
  if (windows.length === 0 || BOXES_MAX < windows.length) return null;
  const from = Math.min(...windows.map(({ start }) => start));
  const to = Math.max(...windows.map(({ end }) => end));
  const share = (time: number): number => Math.min(1, Math.max(0, (time - from) / (to - from)));
  const laneEnds: number[] = [];
  const boxes = windows
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((window): Box => {
      const free = laneEnds.findIndex((end) => end <= window.start);
      const lane = free === -1 ? laneEnds.length : free;
      laneEnds[lane] = window.end;
      const left = share(window.start);
      return { ...window, left, width: share(window.end) - left, lane, isFired: !open.includes(window) };
    });
  return {
    boxes,
    lanes: laneEnds.length,
    // The watermark has passed a window once it is at its last millisecond.
    watermark: watermark === null ? null : share(watermark + 1),
    newest: newest === null ? null : share(newest),
  };
}

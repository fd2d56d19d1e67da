import type { WindowShape } from '../document/plan.ts';
import { windowStart } from './tumbling.ts';

/** The kinds of windows whose bounds depend on time alone, not on the rows. */
export type SlicedShape = Extract<WindowShape, { type: 'tumbling' | 'sliding' | 'cumulate' }>;

/**
 * How time is cut into slices, the parts that windows share: a row is aggregated once, in its slice, and a window is the merge of
 * its slices. Slices reach from one start or end of any window to the next.
 *
 * For sliding windows that is at most two slices a slide (paired windows: Krishnamurthy, Wu and Franklin, SIGMOD 2006), where
 * slices of gcd(size, slide) would be one a millisecond if size and slide are odd enough.
 */
export interface Slicing {
  /** The start of the slice that holds `time`. */
  sliceStart(time: number): number;
  /** The end of the slice that starts at `start`. */
  sliceEnd(start: number): number;
  /** The end of the first window that has the slice which starts at `start`; where no window has it, that of a later one. */
  firstEnd(start: number): number;
  /** The end of the last window that has the slice; not after `start` where no window has it. */
  lastEnd(start: number): number;
  /** From the end of a window to that of the next one that has one of its slices. */
  readonly periodMs: number;
  /** The start of the window that ends at `end`. */
  windowStart(end: number): number;
  /** How slices follow each other. */
  readonly pace: Pace;
}

/** Slides of one length, each of which is one slice or, where some windows end within it, two: the first is as long as `endMs`. */
export interface Pace {
  readonly offsetMs: number;
  readonly slideMs: number;
  /** 0 where a slide is one slice. */
  readonly endMs: number;
}

/** The slicing for windows of `shape`. */
export function createSlicing(shape: SlicedShape): Slicing {
  switch (shape.type) {
    case 'tumbling':
      return sliding(shape.sizeMs, shape.sizeMs, shape.offsetMs);
    case 'sliding':
      return sliding(shape.sizeMs, shape.slideMs, shape.offsetMs);
    case 'cumulate':
      return cumulate(shape.sizeMs, shape.stepMs);
  }
}

// With size 10 and slide 4 windows start at 0, 4, 8, … and end at 10, 14, …, which is 2 after a start: slices are [0, 2), [2, 4), ….
function sliding(sizeMs: number, slideMs: number, offsetMs: number): Slicing {
  const endMs = sizeMs % slideMs;
  const slideOf = (time: number): number => windowStart(time, offsetMs, slideMs);
  return {
    periodMs: slideMs,
    pace: { offsetMs, slideMs, endMs },
    sliceStart(time) {
      const slide = slideOf(time);
      return time < slide + endMs ? slide : slide + endMs;
    },
    sliceEnd(start) {
      const slide = slideOf(start);
      return start < slide + endMs ? slide + endMs : slide + slideMs;
    },
    firstEnd(start) {
      const slide = slideOf(start);
      return start < slide + endMs ? slide + endMs : slide + endMs + slideMs;
    },
    lastEnd: (start) => slideOf(start) + sizeMs,
    windowStart: (end) => end - sizeMs,
  };
}

function cumulate(sizeMs: number, stepMs: number): Slicing {
  return {
    periodMs: stepMs,
    pace: { offsetMs: 0, slideMs: stepMs, endMs: 0 },
    // The size is a multiple of the step.
    sliceStart: (time) => windowStart(time, 0, stepMs),
    sliceEnd: (start) => start + stepMs,
    firstEnd: (start) => start + stepMs,
    lastEnd: (start) => windowStart(start, 0, sizeMs) + sizeMs,
    windowStart: (end) => windowStart(end - 1, 0, sizeMs),
  };
}

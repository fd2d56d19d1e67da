import { GLIDE_SHORT_MS } from './frames.ts';

/** Four steps a second read as motion; each costs a redraw of every chart. */
const FASTEST_MS = 250;
/** Without new points the axis still has to move on. */
const IDLE_MS = 2000;
/** The plot of a usual tile. One pixel more or less does not change the pace. */
const PLOT_WIDTH = 330;

/**
 * How often charts over `spanMs` have to be drawn for their motion alone: about once per pixel where that can be seen
 * as motion, else only now and then, because new points draw them anyway.
 */
export function glideInterval(spanMs: number, isMotionReduced: boolean): number {
  const perPixelMs = spanMs / PLOT_WIDTH;
  if (isMotionReduced || GLIDE_SHORT_MS < perPixelMs) return IDLE_MS;
  return Math.max(FASTEST_MS, perPixelMs);
}

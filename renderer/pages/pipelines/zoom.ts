const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2];

/** Smaller than this, words cannot be read: what does not fit is scrolled to. */
const FIT_MIN = 0.8;

/** The scale at which something `contentWidth` wide fits into `width`, never larger than it is. */
export function fitScale(contentWidth: number, width: number): number {
  if (contentWidth <= 0 || width <= 0) return 1;
  return Math.max(FIT_MIN, Math.min(1, width / contentWidth));
}

/** The next larger step. */
export function zoomIn(scale: number): number {
  return STEPS.find((step) => scale + 0.01 < step) ?? scale;
}

/** The next smaller step. */
export function zoomOut(scale: number): number {
  return STEPS.filter((step) => step < scale - 0.01).at(-1) ?? scale;
}

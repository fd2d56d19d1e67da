import type { Range } from '../live/range.ts';
import type { AlertLine } from './alert-lines.ts';
import type { Limits } from './axis.ts';
import type { Line } from './line.ts';
import type { Palette } from './palette.ts';
import type { Tick } from './ticks.ts';

/** One frame of a line chart, as plain data: what draws it needs to know nothing else and may live in a worker. */
export interface ChartPicture {
  readonly range: Range;
  readonly style: 'line' | 'area' | 'stacked';
  readonly limits: Limits;
  readonly lines: readonly Line[];
  /** Spans without any reading, drawn as flat bands. */
  readonly gaps: readonly (Range & { readonly label: string })[];
  /** From where on alerts fire, as far as it is on the axis. */
  readonly alertLines: readonly AlertLine[];
  /** Right of it the picture may still change; null: it is not in sight. */
  readonly watermark: number | null;
  readonly provisionalLabel: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

/** Draws pictures of one chart on its canvas. */
export interface ChartSurface {
  /** Shows `picture`; one that looks like the one before costs nothing. */
  draw(picture: ChartPicture): void;
  /** Draws the last picture again. */
  redraw(): void;
  resize(width: number, height: number): void;
  recolour(palette: Palette): void;
  destroy(): void;
}

/** Where the plot lies in its canvas, in pixels; the same in all charts, so that they line up. */
export const PLOT = { left: 52, right: 8, top: 8, bottom: 20 } as const;

/** The dashes of the lines: colours alone do not tell series apart. */
export const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4]];

/** What a pixel is in units of x, for a canvas of `width`. */
export function unitsPerPixel(range: Range, width: number): number {
  return (range.to - range.from) / Math.max(1, width - PLOT.left - PLOT.right);
}

/** Where `x` lies in a canvas of `width`, in pixels from its left edge. */
export function pixelOf(x: number, range: Range, width: number): number {
  return PLOT.left + (x - range.from) / unitsPerPixel(range, width);
}

/** The x at a pixel from the left edge of a canvas of `width`, held inside `range`. */
export function xAtPixel(pixel: number, range: Range, width: number): number {
  const x = range.from + (pixel - PLOT.left) * unitsPerPixel(range, width);
  return Math.min(range.to, Math.max(range.from, x));
}

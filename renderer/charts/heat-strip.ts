import type { Range } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import type { Palette } from './palette.ts';
import { PLOT, unitsPerPixel } from './surface.ts';

/** A cell is about this wide, and as long as a round span. */
const CELL_PIXELS = 5;
const ROUND_MS = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 300].map((seconds) => seconds * 1000);
/** An idle cell is still seen as a cell. */
const FAINTEST = 0.1;

/** One row of cells per series: the darker, the busier. */
export interface HeatStrip {
  readonly rows: readonly Series[];
  readonly range: Range;
  /** In pixels, of the canvas. */
  readonly width: number;
  readonly height: number;
  /** The value that is darkest. */
  readonly top: number;
}

/** Draws values from 0 of several series as rows of cells, aligned with the plot above. */
export function drawHeatStrip(canvas: HTMLCanvasElement, strip: HeatStrip, palette: Palette): void {
  const context = sized(canvas, strip.width, strip.height);
  if (context === null || strip.rows.length === 0) return;
  const perPixel = unitsPerPixel(strip.range, strip.width);
  const cellMs = ROUND_MS.find((one) => CELL_PIXELS <= one / perPixel) ?? ROUND_MS.at(-1)!;
  const rowHeight = strip.height / strip.rows.length;
  const line = rowHeight < 4 ? 0 : 1;
  context.save();
  context.beginPath();
  context.rect(PLOT.left, 0, strip.width - PLOT.left - PLOT.right, strip.height);
  context.clip();
  context.fillStyle = palette.series[0]!;
  for (let row = 0; row < strip.rows.length; row++) {
    const top = Math.round(row * rowHeight);
    const height = Math.round((row + 1) * rowHeight) - top - line;
    drawRow(context, strip.rows[row]!, { range: strip.range, perPixel, cellMs, top, height, scale: 1 / strip.top });
  }
  context.restore();
}

interface Row {
  readonly range: Range;
  readonly perPixel: number;
  readonly cellMs: number;
  readonly top: number;
  readonly height: number;
  readonly scale: number;
}

function drawRow(context: CanvasRenderingContext2D, series: Series, row: Row): void {
  const { range, perPixel, cellMs, top, height, scale } = row;
  const width = cellMs / perPixel;
  // Cells lie at round moments, so that they move as one with the lines above.
  for (let start = Math.floor(range.from / cellMs) * cellMs; start < range.to; start += cellMs) {
    const share = mean(series, start, start + cellMs);
    if (Number.isNaN(share)) continue;
    context.globalAlpha = FAINTEST + (1 - FAINTEST) * Math.min(1, Math.max(0, share * scale));
    context.fillRect(PLOT.left + (start - range.from) / perPixel, top, Math.max(1, width - 1), height);
  }
}

/** The mean of the points in [from, to); NaN where there are none. */
export function mean(series: Series, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = series.indexAt(from); i < series.length && series.times[i]! < to; i++) {
    if (Number.isNaN(series.values[i]!)) continue;
    sum += series.values[i]!;
    count++;
  }
  return count === 0 ? NaN : sum / count;
}

/** The canvas' context, cleared, in units of CSS pixels. */
function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const ratio = Math.min(2, window.devicePixelRatio);
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== pixels.width || canvas.height !== pixels.height) Object.assign(canvas, pixels);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

import type { Frames } from '../live/frames.ts';
import type { ChartModel } from './chart-model.svelte.ts';
import { drawHeatStrip } from './heat-strip.ts';
import { lineChart } from './line-chart.ts';
import { onThemeChange, readPalette } from './palette.ts';
import { seriesOf } from './readout.ts';

/** The canvases of one tile. */
export interface Canvases {
  /** The plot's box: the line chart fills it. */
  readonly box: HTMLElement;
  readonly lines: HTMLCanvasElement;
  readonly heat: HTMLCanvasElement | null;
}

/**
 * Draws `model` on its canvases in every frame of `frames` while they are on the screen, until the returned function
 * is called. It follows the box's size and the theme.
 */
export function attachChart({ box, lines, heat }: Canvases, model: ChartModel, frames: Frames): () => void {
  let palette = readPalette();
  let isSeen = true;
  const surface = lineChart(lines, palette);
  model.drawnOn = { box, lines, heat };

  function draw(now: number): void {
    if (!isSeen || model.width === 0) return;
    surface.draw(model.picture(now));
    if (heat === null) return;
    const rows = seriesOf(model.chart, model.cores);
    const top = model.kind === 'heat' ? model.limits.max : 1;
    const { range, width } = model;
    drawHeatStrip(heat, { rows, range, width, height: heat.clientHeight, top }, palette);
  }

  const sizes = new ResizeObserver(() => {
    model.width = box.clientWidth;
    if (model.width === 0) return;
    surface.resize(box.clientWidth, box.clientHeight);
    frames.invalidate();
  });
  const sight = new IntersectionObserver((entries) => {
    isSeen = entries.at(-1)!.isIntersecting;
    if (isSeen) frames.invalidate();
  });
  const stopTheme = onThemeChange(() => {
    palette = readPalette();
    surface.recolour(palette);
    frames.invalidate();
  });
  sizes.observe(box);
  sight.observe(box);
  const stopFrames = frames.onFrame(draw);
  // Text on a canvas does not wait for its font.
  void document.fonts.ready.then(() => surface.redraw());

  return () => {
    model.drawnOn = null;
    stopFrames();
    stopTheme();
    sizes.disconnect();
    sight.disconnect();
    surface.destroy();
  };
}

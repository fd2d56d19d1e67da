import { Chart, LinearScale, type ChartConfiguration } from 'chart.js';
import { FONT, gapBands, provisionalStrip, type Shown } from './bands.ts';
import { limitLines } from './limit-lines.ts';
import { lineLayer } from './line-layer.ts';
import type { Palette } from './palette.ts';
import { isSamePicture } from './same-picture.ts';
import { PLOT, type ChartSurface } from './surface.ts';
import type { Tick } from './ticks.ts';

Chart.register(LinearScale);

/** Sharper than this nobody sees, and each step costs a quarter more pixels to fill. */
const SHARPEST = 2;

/** Draws on `canvas` with Chart.js, which has the axes; the lines are a layer of our own. The only file that makes such charts. */
export function lineChart(canvas: HTMLCanvasElement, palette: Palette): ChartSurface {
  const shown: Shown = { picture: null, palette };
  const chart = new Chart<'line', never[]>(canvas, configuration(shown));
  const redraw = (): void => {
    if (shown.picture === null) return;
    const { range, limits } = shown.picture;
    const { x, y } = chart.options.scales as { x: ScaleLimits; y: ScaleLimits };
    x.min = range.from;
    x.max = range.to;
    y.min = limits.min;
    y.max = limits.max;
    chart.update('none');
  };
  return {
    draw(picture) {
      if (isSamePicture(shown.picture, picture, chart.width)) return;
      shown.picture = picture;
      redraw();
    },
    redraw,
    resize: (width, height) => chart.resize(width, height),
    recolour(next) {
      shown.palette = next;
      redraw();
    },
    destroy: () => chart.destroy(),
  };
}

interface ScaleLimits {
  min: number;
  max: number;
}

function configuration(shown: Shown): ChartConfiguration<'line', never[]> {
  const labels = { font: FONT, color: () => shown.palette.muted, minRotation: 0, maxRotation: 0, autoSkip: false };
  const label = (ticks: () => readonly Tick[] | undefined) => (_: unknown, index: number) => ticks()?.[index]?.label;
  const xTicks = (): readonly Tick[] | undefined => shown.picture?.xTicks;
  const yTicks = (): readonly Tick[] | undefined => shown.picture?.yTicks;
  return {
    type: 'line',
    data: { datasets: [] },
    plugins: [gapBands(shown), lineLayer(shown), limitLines(shown), provisionalStrip(shown)],
    options: {
      responsive: false,
      maintainAspectRatio: false,
      devicePixelRatio: Math.min(SHARPEST, window.devicePixelRatio),
      animation: false,
      events: [],
      layout: { autoPadding: false, padding: { top: PLOT.top, right: PLOT.right } },
      scales: {
        x: {
          type: 'linear',
          grid: { display: false, tickLength: 0 },
          border: { display: false },
          afterBuildTicks: (axis) => (axis.ticks = (xTicks() ?? []).map(({ value }) => ({ value }))),
          afterFit: (axis) => (axis.height = PLOT.bottom),
          ticks: { ...labels, padding: 6, callback: label(xTicks) },
        },
        y: {
          type: 'linear',
          grid: { color: () => shown.palette.line, drawTicks: false, tickLength: 0, lineWidth: 1 },
          border: { display: false },
          afterBuildTicks: (axis) => (axis.ticks = (yTicks() ?? []).map(({ value }) => ({ value }))),
          afterFit: (axis) => (axis.width = PLOT.left),
          ticks: { ...labels, padding: 6, callback: label(yTicks) },
        },
      },
    },
  };
}

import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartDataset,
} from 'chart.js';
import { FONT, gapBands, provisionalStrip, type Shown } from './bands.ts';
import type { Palette } from './palette.ts';
import type { Point } from './point-list.ts';
import { DASHES, PLOT, type ChartPicture, type ChartSurface } from './surface.ts';
import type { Tick } from './ticks.ts';

Chart.register(Filler, LinearScale, LineController, LineElement, PointElement);

/** Sharper than this nobody sees, and each step costs a quarter more pixels to fill. */
const SHARPEST = 2;

/** Draws on `canvas` with Chart.js: the only file that knows it. */
export function lineChart(canvas: HTMLCanvasElement, palette: Palette): ChartSurface {
  const shown: Shown = { picture: null, palette };
  const chart = new Chart<'line', Point[]>(canvas, configuration(shown));
  return {
    draw(picture) {
      shown.picture = picture;
      showPicture(chart, shown);
      // 'none': each update replaces the points, so there is nothing to animate from.
      chart.update('none');
    },
    resize: (width, height) => chart.resize(width, height),
    recolour(next) {
      shown.palette = next;
      if (shown.picture !== null) this.draw(shown.picture);
    },
    destroy: () => chart.destroy(),
  };
}

type LineChart = Chart<'line', Point[]>;

function showPicture(chart: LineChart, { picture, palette }: Shown): void {
  const { range, limits, lines, style } = picture!;
  const { x, y } = chart.options.scales as { x: ScaleLimits; y: ScaleLimits };
  x.min = range.from;
  x.max = range.to;
  y.min = limits.min;
  y.max = limits.max;
  const datasets = chart.data.datasets;
  datasets.length = Math.min(datasets.length, lines.length);
  for (let i = 0; i < lines.length; i++) {
    const dataset = (datasets[i] ??= newDataset(i));
    dataset.data = lines[i] as Point[];
    const colour = palette.series[i % palette.series.length]!;
    dataset.borderColor = colour;
    dataset.fill = fillOf(style, i);
    dataset.backgroundColor =
      style === 'line' ? palette.firstFill : translucent(colour, style === 'area' ? '26' : '73');
  }
}

interface ScaleLimits {
  min: number;
  max: number;
}

function newDataset(index: number): ChartDataset<'line', Point[]> {
  return {
    data: [],
    borderWidth: 1.5,
    borderDash: [...DASHES[index % DASHES.length]!],
    borderJoinStyle: 'round',
    pointRadius: 0,
    pointHitRadius: 0,
  };
}

/** Beside other lines only the first has an area, since two areas hide each other; stacked ones lie on one another. */
function fillOf(style: ChartPicture['style'], index: number): 'start' | '-1' | false {
  if (style === 'stacked') return index === 0 ? 'start' : '-1';
  return style === 'area' || index === 0 ? 'start' : false;
}

/** The colours of a forced theme are words, which stay as they are: there the lines tell the areas apart. */
function translucent(colour: string, alpha: string): string {
  return colour.startsWith('#') ? colour + alpha : 'transparent';
}

function configuration(shown: Shown): ChartConfiguration<'line', Point[]> {
  const labels = { font: FONT, color: () => shown.palette.muted, minRotation: 0, maxRotation: 0, autoSkip: false };
  const label = (ticks: () => readonly Tick[] | undefined) => (_: unknown, index: number) => ticks()?.[index]?.label;
  const xTicks = (): readonly Tick[] | undefined => shown.picture?.xTicks;
  const yTicks = (): readonly Tick[] | undefined => shown.picture?.yTicks;
  return {
    type: 'line',
    data: { datasets: [] },
    plugins: [gapBands(shown), provisionalStrip(shown)],
    options: {
      responsive: false,
      maintainAspectRatio: false,
      devicePixelRatio: Math.min(SHARPEST, window.devicePixelRatio),
      animation: false,
      parsing: false,
      normalized: true,
      spanGaps: false,
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

import type { Chart, Plugin } from 'chart.js';
import type { AlertLine } from './alert-lines.ts';
import type { Limits } from './axis.ts';
import { FONT, type Shown } from './bands.ts';
import { LABEL_HEIGHT, labelPlaces, type LabelPlace } from './limit-places.ts';
import type { Palette } from './palette.ts';
import { PLOT, type ChartPicture } from './surface.ts';

const DASH = [5, 4];
/** How far a label is from the end of the plot, or from the provisional strip. */
const MARGIN = 4;
/** The strip is wider and narrower with each row: labels give way at once, and come back only where it is this much narrower. */
const SLACK = 24;
/** Lines of readings may run behind a label. */
const HALO = 4;

/** Dashed lines from where on alerts fire, with their labels: over the readings, under the provisional strip. */
export function limitLines(shown: Shown): Plugin<'line'> {
  const layer = new LimitLayer();
  return {
    id: 'limit-lines',
    beforeDatasetsDraw(chart) {
      const { picture, palette } = shown;
      if (picture !== null && 0 < picture.alertLines.length) layer.draw(picture, palette, chart);
    },
  };
}

type Area = Chart<'line'>['chartArea'];

/** What is drawn of one limit, in pixels of the page. */
interface Placed extends LabelPlace {
  readonly line: AlertLine;
  /** Where the line, of one pixel, begins. */
  readonly y: number;
  /** Whether a gridline is at the same place, which would fill the dashes up. */
  readonly isOnGrid: boolean;
}

/** The limits of one chart as an image, made anew only where something of them has changed: strokes of text are dear, and frames are many. */
class LimitLayer {
  readonly #canvas = document.createElement('canvas');
  readonly #context = this.#canvas.getContext('2d', { willReadFrequently: true })!;
  #lines: readonly AlertLine[] = [];
  #limits: Limits = { min: NaN, max: NaN };
  #palette: Palette | null = null;
  #where = '';
  #placed: readonly Placed[] = [];
  #top = 0;
  /** How much of the right end is left to the strip. */
  #reserved = 0;

  draw(picture: ChartPicture, palette: Palette, chart: Chart<'line'>): void {
    this.#bringUpToDate(picture, palette, chart);
    const { ctx, chartArea, currentDevicePixelRatio: ratio } = chart;
    const { left, right } = chartArea;
    for (const { y, isOnGrid } of this.#placed) if (isOnGrid) ctx.clearRect(left, y, right - left, 1);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.#canvas, Math.round(left * ratio), Math.round(this.#top * ratio));
    ctx.restore();
  }

  #bringUpToDate(picture: ChartPicture, palette: Palette, chart: Chart<'line'>): void {
    const { alertLines, limits, watermark } = picture;
    const { chartArea, scales, currentDevicePixelRatio: ratio } = chart;
    const { left, right, top, bottom } = chartArea;
    const strip = watermark === null ? 0 : right - scales['x']!.getPixelForValue(watermark);
    const where = `${left} ${right} ${top} ${bottom} ${ratio} ${this.#reserve(strip)}`;
    const isSame = alertLines === this.#lines && limits === this.#limits && palette === this.#palette;
    if (isSame && where === this.#where) return;
    [this.#lines, this.#limits, this.#palette, this.#where] = [alertLines, limits, palette, where];
    this.#placed = this.#place(picture, chart);
    this.#paint(palette, chartArea, ratio);
  }

  #place({ alertLines, yTicks }: ChartPicture, chart: Chart<'line'>): readonly Placed[] {
    const { left, right, top, bottom } = chart.chartArea;
    this.#context.font = `${FONT.size}px ${FONT.family}`;
    const labels = alertLines.map(({ value, label }) => ({
      y: topOf(value, chart),
      width: this.#context.measureText(label).width,
    }));
    // A strip over nearly all of the plot leaves no room beside it.
    const widest = Math.max(...labels.map(({ width }) => width));
    const isBeside = left + widest + 2 * MARGIN <= right - this.#reserved;
    const end = right - MARGIN - (isBeside ? this.#reserved : 0);
    // Above the plot there is room for half a label, which one near its top needs.
    const places = labelPlaces(labels, { left, right: end, top: top - PLOT.top, bottom });
    const grid = yTicks.map(({ value }) => topOf(value, chart));
    return alertLines.map((line, i) => {
      const { y } = labels[i]!;
      return { line, y, isOnGrid: grid.includes(y), ...places[i]! };
    });
  }

  #paint(palette: Palette, { left, right }: Area, ratio: number): void {
    const reach = LABEL_HEIGHT / 2 + HALO;
    const [top, bottom] = this.#placed.reduce(
      ([from, to], { y, middle }) => [Math.min(from, y, middle - reach), Math.max(to, y + 1, middle + reach)],
      [Infinity, -Infinity],
    );
    this.#top = Math.floor(top);
    const context = this.#context;
    // Its size is set anew, which also empties it.
    this.#canvas.width = Math.round((right - left) * ratio);
    this.#canvas.height = Math.ceil((bottom - this.#top) * ratio);
    context.scale(ratio, ratio);
    context.translate(-left, -this.#top);
    context.font = `${FONT.size}px ${FONT.family}`;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    for (const { line, y } of this.#placed) drawLine(context, { left, right, y, colour: colourOf(line, palette) });
    context.setLineDash([]);
    context.lineWidth = HALO;
    context.strokeStyle = palette.panel;
    for (const { line, right: end, middle } of this.#placed) {
      context.fillStyle = colourOf(line, palette);
      context.strokeText(line.label, end, middle);
      context.fillText(line.label, end, middle);
    }
  }

  #reserve(strip: number): number {
    if (this.#reserved < strip || strip < this.#reserved - SLACK) this.#reserved = Math.ceil(strip);
    return this.#reserved;
  }
}

/** The critical colour; the quiet one where nobody would be told. */
function colourOf({ isMuted }: AlertLine, palette: Palette): string {
  return isMuted ? palette.muted : palette.critical;
}

interface Dashed {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly colour: string;
}

function drawLine(context: CanvasRenderingContext2D, { left, right, y, colour }: Dashed): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash(DASH);
  context.beginPath();
  context.moveTo(left, y + 0.5);
  context.lineTo(right, y + 0.5);
  context.stroke();
}

/** Where a line of one pixel begins for a value, as gridlines are laid on whole pixels. */
function topOf(value: number, { scales, currentDevicePixelRatio: ratio }: Chart<'line'>): number {
  return Math.round((scales['y']!.getPixelForValue(value) - 0.5) * ratio) / ratio;
}

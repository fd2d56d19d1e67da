import { language } from '../messages/messages.ts';
import { spanOfTimeText } from '../shared/dates.ts';
import { FONT } from './bands.ts';
import type { ChartModel } from './chart-model.svelte.ts';
import { legendPlaces } from './legend-places.ts';
import { readPalette, type Palette } from './palette.ts';
import { DASHES } from './surface.ts';

const MARGIN = 14;
const HEAD_HEIGHT = 30;
const LEGEND_HEIGHT = 20;
const FOOT_HEIGHT = 18;
const SAMPLE_WIDTH = 18;
const GAP = 6;

/** A chart as it is seen now, with its title, its lines' names and values, and from when to when it is: the bytes of a PNG. */
export async function chartPicture(model: ChartModel, title: string): Promise<Uint8Array> {
  const drawn = model.drawnOn;
  if (drawn === null) throw new Error('the chart is not drawn');
  const canvases = [drawn.lines, ...(drawn.heat === null ? [] : [drawn.heat])];
  const plot = drawn.box.parentElement!.getBoundingClientRect();
  const ratio = drawn.lines.width / Math.max(1, drawn.lines.clientWidth);
  const measure = new OffscreenCanvas(1, 1).getContext('2d')!;
  const legend = legendOf(model, (text) => (setFont(measure, 12), measure.measureText(text).width), plot.width);
  const height = MARGIN + HEAD_HEIGHT + plot.height + legend.height + FOOT_HEIGHT + MARGIN;
  const canvas = new OffscreenCanvas((plot.width + 2 * MARGIN) * ratio, height * ratio);
  const context = canvas.getContext('2d')!;
  const palette = readPalette();
  context.scale(ratio, ratio);
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, plot.width + 2 * MARGIN, height);
  context.translate(MARGIN, MARGIN);
  drawHead(context, { title, model, width: plot.width }, palette);
  for (const each of canvases) {
    const place = each.getBoundingClientRect();
    const [x, y] = [place.left - plot.left, HEAD_HEIGHT + place.top - plot.top];
    context.drawImage(each, x, y, place.width, place.height);
  }
  context.translate(0, HEAD_HEIGHT + plot.height);
  for (const entry of legend.entries) drawEntry(context, entry, palette);
  drawFoot(context, { model, top: legend.height, width: plot.width }, palette);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

type Context = OffscreenCanvasRenderingContext2D;

function setFont(context: Context, size: number, weight = 400): void {
  context.font = `${weight} ${size}px ${FONT.family}`;
}

interface Head {
  readonly title: string;
  readonly model: ChartModel;
  readonly width: number;
}

function drawHead(context: Context, { title, model, width }: Head, { text, muted }: Palette): void {
  const { number, unit } = model.readout.head;
  context.textBaseline = 'middle';
  setFont(context, 13, 600);
  context.fillStyle = text;
  context.fillText(title, 0, HEAD_HEIGHT / 2, width * 0.7);
  context.textAlign = 'right';
  setFont(context, 12);
  context.fillStyle = muted;
  context.fillText(unit, width, HEAD_HEIGHT / 2);
  const unitWidth = unit === '' ? 0 : context.measureText(unit).width + GAP;
  setFont(context, 18, 600);
  context.fillStyle = text;
  context.fillText(number, width - unitWidth, HEAD_HEIGHT / 2);
  context.textAlign = 'left';
}

interface Entry {
  readonly index: number;
  readonly label: string;
  readonly value: string;
  readonly labelWidth: number;
  readonly x: number;
  readonly y: number;
}

function legendOf(
  model: ChartModel,
  widthOf: (text: string) => number,
  width: number,
): { readonly entries: readonly Entry[]; readonly height: number } {
  const shown = model.labels
    .map((label, index) => ({ index, label, value: model.readout.values[index] ?? '' }))
    .filter(({ index }) => model.switches.isOn(model.names[index]!))
    .map((each) => ({ ...each, labelWidth: widthOf(each.label) }));
  const widths = shown.map(({ labelWidth, value }) => SAMPLE_WIDTH + 2 * GAP + labelWidth + widthOf(value));
  const places = legendPlaces(widths, width);
  const entries = shown.map((each, index) => ({ ...each, x: places[index]!.x, y: places[index]!.row * LEGEND_HEIGHT }));
  const last = places.at(-1);
  return { entries, height: last === undefined ? 0 : (last.row + 1) * LEGEND_HEIGHT };
}

function drawEntry(context: Context, { index, label, value, labelWidth, x, y }: Entry, palette: Palette): void {
  const middle = y + LEGEND_HEIGHT / 2;
  context.strokeStyle = palette.series[index % palette.series.length]!;
  context.lineWidth = 2.4;
  context.setLineDash([...DASHES[index % DASHES.length]!]);
  context.beginPath();
  context.moveTo(x, middle);
  context.lineTo(x + SAMPLE_WIDTH, middle);
  context.stroke();
  setFont(context, 12);
  context.fillStyle = palette.muted;
  context.fillText(label, x + SAMPLE_WIDTH + GAP, middle);
  context.fillStyle = palette.text;
  context.fillText(value, x + SAMPLE_WIDTH + 2 * GAP + labelWidth, middle);
}

interface Foot {
  readonly model: ChartModel;
  readonly top: number;
  readonly width: number;
}

/** A picture that is sent to somebody has to say when it was. */
function drawFoot(context: Context, { model, top, width }: Foot, { muted }: Palette): void {
  if (!model.chart.description.isTime || model.view.origin !== null) return;
  setFont(context, 11);
  context.fillStyle = muted;
  context.textAlign = 'right';
  context.fillText(spanOfTimeText(model.range, language()), width, top + FOOT_HEIGHT / 2);
}

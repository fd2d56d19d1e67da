import type { Plugin } from 'chart.js';
import type { Shown } from './bands.ts';
import { PaletteColours } from './palette-colours.ts';
import { dashColumns, Raster, type Colour, type Dash } from './raster.ts';
import { Spans, type Plane } from './spans.ts';
import { DASHES, type ChartPicture } from './surface.ts';

const LINE_WIDTH = 1.5;
/** A line at the very edge of the plot reaches this far beyond it, in pixels of the page. */
const MARGIN = 2;
/** How opaque areas are that lie beside or on one another. */
const AREA_ALPHA = 0x26 / 255;
const STACK_ALPHA = 0x73 / 255;

/** Draws the lines and areas of the picture that is shown, between the grid and the provisional strip. */
export function lineLayer(shown: Shown): Plugin<'line'> {
  const buffer = new LineBuffer();
  return {
    id: 'lines',
    beforeDatasetsDraw({ ctx, chartArea, currentDevicePixelRatio: ratio }) {
      const { picture } = shown;
      if (picture === null || picture.lines.length === 0) return;
      const { left, right, top, bottom } = chartArea;
      const [from, to, above, below] = [left, right, top - MARGIN, bottom + MARGIN].map((edge) =>
        Math.round(edge * ratio),
      ) as [number, number, number, number];
      if (to <= from || below <= above) return;
      const margin = Math.round(top * ratio) - above;
      const image = buffer.draw({ ...shown, picture }, { width: to - from, height: below - above, margin, ratio });
      ctx.save();
      // Pixel by pixel: whatever is scaled is blurred.
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.drawImage(image, from, above);
      ctx.restore();
    },
  };
}

interface Field {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly ratio: number;
}

/** The pixels of a chart's lines, and what is needed to draw them. */
class LineBuffer {
  readonly #canvas = document.createElement('canvas');
  // Held where the processor wrote it, and of an element: in older Chromiums (114) an image of an OffscreenCanvas is three times as dear to put on another canvas.
  readonly #context = this.#canvas.getContext('2d', { willReadFrequently: true })!;
  readonly #colours = new PaletteColours();
  #raster = new Raster(1, 1);
  #image = new ImageData(1, 1);
  #spans: Spans[] = [];

  draw({ picture, palette }: Shown & { readonly picture: ChartPicture }, field: Field): HTMLCanvasElement {
    this.#fit(field, picture.lines.length);
    const { lines, limits, range, style } = picture;
    const base = field.height - field.margin;
    const plane: Plane = { range, limits, width: field.width, top: field.margin, bottom: base };
    lines.forEach((line, index) => this.#spans[index]!.follow(line, plane));
    const { firstFill, series } = this.#colours.of(palette);
    const colours = lines.map((_line, index) => series[index % series.length]!);
    this.#raster.clear();
    if (style === 'line') this.#raster.area(this.#spans[0]!, null, base, firstFill);
    else
      lines.forEach((_line, index) => {
        const below = style === 'stacked' && 0 < index ? this.#spans[index - 1]! : null;
        this.#raster.area(this.#spans[index]!, below, base, faint(colours[index]!, style, firstFill));
      });
    lines.forEach((_line, index) => {
      const stroke = { colour: colours[index]!, width: LINE_WIDTH * field.ratio, dash: dashOf(index, plane, field) };
      this.#raster.line(this.#spans[index]!, stroke);
    });
    this.#context.putImageData(this.#image, 0, 0);
    return this.#canvas;
  }

  #fit({ width, height }: Field, lines: number): void {
    if (this.#raster.width !== width || this.#raster.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#raster = new Raster(width, height);
      this.#image = new ImageData(this.#raster.bytes, width, height);
      this.#spans = [];
    }
    while (this.#spans.length < lines) this.#spans.push(new Spans(width));
  }
}

/** A forced theme has no shades, which its first area tells: there the lines tell the areas apart. */
function faint([red, green, blue]: Colour, style: ChartPicture['style'], firstFill: Colour): Colour {
  return [red, green, blue, firstFill[3] === 0 ? 0 : style === 'area' ? AREA_ALPHA : STACK_ALPHA];
}

function dashOf(index: number, { range, width }: Plane, { ratio }: Field): Dash | null {
  const columns = dashColumns(DASHES[index % DASHES.length]!, ratio);
  if (columns === null) return null;
  // Counted from the beginning of time, so that dashes move along with the readings.
  const column = Math.round(range.from / ((range.to - range.from) / width));
  return { columns, offset: ((column % columns.length) + columns.length) % columns.length };
}

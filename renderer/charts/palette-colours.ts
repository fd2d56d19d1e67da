import type { Palette } from './palette.ts';
import type { Colour } from './raster.ts';

interface LineColours {
  readonly series: readonly Colour[];
  readonly firstFill: Colour;
}

/** The colours of lines as numbers, found once for each palette. */
export class PaletteColours {
  #palette: Palette | null = null;
  #colours: LineColours = { series: [], firstFill: [0, 0, 0, 0] };

  of(palette: Palette): LineColours {
    if (palette === this.#palette) return this.#colours;
    this.#palette = palette;
    this.#colours = { series: palette.series.map(colourOf), firstFill: colourOf(palette.firstFill) };
    return this.#colours;
  }
}

function colourOf(text: string): Colour {
  const digits = /^#([\da-f]{6})([\da-f]{2})?$/i.exec(text);
  if (digits === null) return drawnColour(text);
  const rgb = parseInt(digits[1]!, 16);
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255, digits[2] === undefined ? 1 : parseInt(digits[2], 16) / 255];
}

/** A canvas knows all other ways of writing a colour, the words of a forced theme among them. */
function drawnColour(text: string): Colour {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = text;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data as unknown as Colour;
  return [red, green, blue, alpha / 255];
}

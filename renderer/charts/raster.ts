import type { Spans } from './spans.ts';

/** Red, green and blue from 0 to 255, and how opaque from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

export interface Stroke {
  readonly colour: Colour;
  /** In pixels. */
  readonly width: number;
  /** Which columns are drawn, over and over; null: all. */
  readonly dash: Dash | null;
}

export interface Dash {
  readonly columns: Uint8Array;
  /** Which of them the left edge is, so that dashes move along with the line. */
  readonly offset: number;
}

/** Steeper than this in a column a line is drawn in the gaps of its dashes too: no peak may hide in one. */
const STEEP = 2;

/**
 * A field of pixels on which lines are drawn column by column, with soft edges. A browser that draws without a graphics card takes
 * a hundred times as long for the outline of a dashed line of a thousand points.
 */
export class Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel, row by row. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.bytes = new Uint8ClampedArray(width * height * 4);
  }

  clear(): void {
    this.bytes.fill(0);
  }

  /** Draws a line over what is there. */
  line({ tops, bottoms }: Spans, { colour, width, dash }: Stroke): void {
    for (let column = 0; column < this.width; column++) {
      const rise = bottoms[column]! - tops[column]!;
      if (Number.isNaN(rise) || (rise < STEEP && isLeftOut(dash, column))) continue;
      const middle = (tops[column]! + bottoms[column]!) / 2;
      // A slope is as wide across as a level; at a peak it ends half a width above the value.
      const across = (width / 2) * Math.sqrt(1 + rise * rise);
      const half = Math.min((rise + width) / 2, Math.max(rise / 2, across));
      this.#column(column, { top: middle - half, bottom: middle + half }, colour);
    }
  }

  /** Fills what lies between a line and the one below it, or the row `base` where there is none. */
  area(line: Spans, below: Spans | null, base: number, colour: Colour): void {
    if (colour[3] === 0) return;
    for (let column = 0; column < this.width; column++) {
      const top = line.bottoms[column]!;
      if (Number.isNaN(top)) continue;
      const floor = below?.tops[column] ?? NaN;
      this.#column(column, { top, bottom: Number.isNaN(floor) ? base : floor }, colour);
    }
  }

  #column(column: number, { top, bottom }: { readonly top: number; readonly bottom: number }, colour: Colour): void {
    const first = Math.max(0, Math.floor(top));
    const end = Math.min(this.height, Math.ceil(bottom));
    let at = (first * this.width + column) * 4;
    for (let row = first; row < end; row++, at += this.width * 4) {
      const covered = Math.min(bottom, row + 1) - Math.max(top, row);
      this.#blend(at, colour, covered * colour[3]);
    }
  }

  #blend(at: number, colour: Colour, alpha: number): void {
    const { bytes } = this;
    const under = bytes[at + 3]! / 255;
    const out = alpha + under * (1 - alpha);
    if (out === 0) return;
    const share = alpha / out;
    bytes[at] = bytes[at]! + (colour[0] - bytes[at]!) * share;
    bytes[at + 1] = bytes[at + 1]! + (colour[1] - bytes[at + 1]!) * share;
    bytes[at + 2] = bytes[at + 2]! + (colour[2] - bytes[at + 2]!) * share;
    bytes[at + 3] = out * 255;
  }
}

/** The columns that a dash of `pattern`, lengths of lines and gaps in turn, draws with `scale` pixels for each unit; null: all. */
export function dashColumns(pattern: readonly number[], scale: number): Uint8Array | null {
  if (pattern.length === 0) return null;
  const columns = pattern.flatMap((length, index) =>
    Array.from({ length: Math.round(length * scale) }, () => (index % 2 === 0 ? 1 : 0)),
  );
  return Uint8Array.from(columns);
}

function isLeftOut(dash: Dash | null, column: number): boolean {
  return dash !== null && dash.columns[(dash.offset + column) % dash.columns.length] === 0;
}

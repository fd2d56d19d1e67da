import type { Range } from '../live/range.ts';
import type { Limits } from './axis.ts';
import type { Line } from './line.ts';

/** Where values lie on a field of pixels: `range` over its whole width, `limits` between `top` and `bottom`. */
export interface Plane {
  readonly range: Range;
  readonly limits: Limits;
  readonly width: number;
  /** In pixels from the field's upper edge. */
  readonly top: number;
  readonly bottom: number;
}

/**
 * How far up and down a line reaches in each column of pixels. Every point counts, however many share a column, so a peak of one
 * reading is as high as it is; and between two points the line is followed from column to column.
 */
export class Spans {
  /** In pixels from above; NaN where there is no line. */
  readonly tops: Float32Array;
  readonly bottoms: Float32Array;

  constructor(width: number) {
    this.tops = new Float32Array(width);
    this.bottoms = new Float32Array(width);
  }

  /** Takes the line's course on `plane` in the place of what was there. */
  follow(line: Line, { range, limits, width, top, bottom }: Plane): void {
    this.tops.fill(NaN);
    this.bottoms.fill(NaN);
    const perX = width / (range.to - range.from);
    const perY = (bottom - top) / (limits.max - limits.min);
    const { x: xs, y: ys, first, end, gapWidth } = line;
    let isOpen = false;
    let x0 = 0;
    let y0 = 0;
    for (let i = first; i < end; i++) {
      const value = ys[i]!;
      if (!Number.isFinite(value)) {
        isOpen = false;
        continue;
      }
      const x = (xs[i]! - range.from) * perX;
      const y = bottom - (value - limits.min) * perY;
      if (isOpen && xs[i]! - xs[i - 1]! <= gapWidth) this.#join(x0, y0, x, y);
      else this.#reach(Math.floor(x), y, y);
      isOpen = true;
      x0 = x;
      y0 = y;
    }
  }

  // Four numbers and not two points: this is the innermost loop.
  #join(x0: number, y0: number, x1: number, y1: number): void {
    const from = Math.max(0, Math.floor(x0));
    const to = Math.min(this.tops.length - 1, Math.floor(x1));
    if (from === to) return this.#reach(to, y0, y1);
    const slope = (y1 - y0) / (x1 - x0);
    let left = y0 + slope * (Math.max(x0, from) - x0);
    for (let column = from; column <= to; column++) {
      const right = x1 <= column + 1 ? y1 : y0 + slope * (column + 1 - x0);
      this.#reach(column, left, right);
      left = right;
    }
  }

  #reach(column: number, a: number, b: number): void {
    if (column < 0 || this.tops.length <= column) return;
    const top = a < b ? a : b;
    const bottom = a < b ? b : a;
    // A comparison with NaN is false, so the first one is taken.
    if (!(this.tops[column]! <= top)) this.tops[column] = top;
    if (!(bottom <= this.bottoms[column]!)) this.bottoms[column] = bottom;
  }
}

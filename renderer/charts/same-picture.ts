import { pixelOf, type ChartPicture } from './surface.ts';

/** Whether `next` would look like `last` on a canvas of `width`: then there is nothing to draw. */
export function isSamePicture(last: ChartPicture | null, next: ChartPicture, width: number): boolean {
  return last !== null && lookOf(last, width) === lookOf(next, width);
}

function lookOf({ lines, watermark, ...rest }: ChartPicture, width: number): string {
  // A watermark moves with each row, and is seen to move with each pixel.
  const line = watermark === null ? null : Math.round(pixelOf(watermark, rest.range, width));
  return JSON.stringify([lines.map(({ key }) => key), line, rest]);
}

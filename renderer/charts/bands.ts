import type { Plugin } from 'chart.js';
import type { Palette } from './palette.ts';
import type { ChartPicture } from './surface.ts';

export const FONT = { family: "'Inter Variable', system-ui, sans-serif", size: 10 };
/** What may still change is seen, and seen to be different. */
const DIMMING = 0.5;

/** What a chart has on its canvas now. */
export interface Shown {
  picture: ChartPicture | null;
  palette: Palette;
}

/** Flat bands where there is no reading, under the lines, with a word where it fits. */
export function gapBands(shown: Shown): Plugin<'line'> {
  return {
    id: 'gap-bands',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const { picture, palette } = shown;
      if (picture === null || scales['x'] === undefined) return;
      const { left, right, top, bottom } = chartArea;
      ctx.save();
      ctx.font = `${FONT.size}px ${FONT.family}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'top';
      for (const gap of picture.gaps) {
        const from = Math.max(left, scales['x'].getPixelForValue(gap.from));
        const to = Math.min(right, scales['x'].getPixelForValue(gap.to));
        if (to <= from) continue;
        ctx.fillStyle = palette.gap;
        ctx.fillRect(from, top, to - from, bottom - top);
        ctx.fillStyle = palette.muted;
        labelBand(ctx, gap.label, { from, to, top });
      }
      ctx.restore();
    },
  };
}

/** A line up to which the picture is complete, and what is right of it dimmed: late rows may still change it. */
export function provisionalStrip(shown: Shown): Plugin<'line'> {
  return {
    id: 'provisional-strip',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { picture, palette } = shown;
      if (picture === null || picture.watermark === null || scales['x'] === undefined) return;
      const { right, top, bottom } = chartArea;
      const from = Math.round(scales['x'].getPixelForValue(picture.watermark));
      ctx.save();
      ctx.fillStyle = palette.panel;
      ctx.globalAlpha = DIMMING;
      ctx.fillRect(from, top, right - from, bottom - top);
      ctx.globalAlpha = 1;
      ctx.fillStyle = palette.muted;
      ctx.fillRect(from, top, 1, bottom - top);
      ctx.font = `${FONT.size}px ${FONT.family}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'top';
      labelBand(ctx, picture.provisionalLabel, { from, to: right, top });
      ctx.restore();
    },
  };
}

/** Writes upwards in a narrow band, and nothing in one that holds no letter. */
function labelBand(
  ctx: CanvasRenderingContext2D,
  label: string,
  band: { from: number; to: number; top: number },
): void {
  const width = band.to - band.from;
  const middle = (band.from + band.to) / 2;
  if (ctx.measureText(label).width + 2 <= width) {
    ctx.fillText(label, middle, band.top + 4);
  } else if (FONT.size + 2 <= width) {
    ctx.save();
    ctx.translate(middle - FONT.size / 2, band.top + 6);
    ctx.rotate(-Math.PI / 2);
    ctx.textAlign = 'right';
    ctx.fillText(label, 0, 0);
    ctx.restore();
  }
}

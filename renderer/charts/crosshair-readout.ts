import type { ChartDescription } from '../../electron/ipc/contract.ts';
import type { Range } from '../live/range.ts';
import { language } from '../messages/messages.ts';
import { formatNumber } from '../shared/units.ts';
import type { CrosshairReadout, Readout } from './readout-words.ts';
import { pixelOf } from './surface.ts';

/** Half of the widest label of one moment, and of one from a moment to another: nearer to an edge it would be cut off. */
const LABEL_REACH = 28;
const SPAN_REACH = 62;

/** The time whose rows made the result that stands at `x`, as a crosshair carries it; nothing where a point is a reading of one moment. */
export function countedAt(x: number, window: ChartDescription['window']): { readonly counted?: Range } {
  if (window === undefined) return {};
  const from = window.at === 'start' ? x : x - window.sizeMs;
  return { counted: { from, to: from + window.sizeMs } };
}

interface Pointed {
  readonly x: number;
  readonly counted: Range | null;
  /** Whether the chart is the one that is pointed at. */
  readonly isOwn: boolean;
  readonly range: Range;
  readonly width: number;
  /** A place on the axis in words; null: the crosshair says nothing here. */
  readonly text: ((x: number) => string) | null;
}

/** Where the crosshair, its words and the rows that count for it lie in a chart. */
export function crosshairReadout({ x, counted, isOwn, range, width, text }: Pointed): CrosshairReadout {
  const pixel = pixelOf(x, range, width);
  const told = isOwn ? counted : null;
  const reach = told === null ? LABEL_REACH : SPAN_REACH;
  return {
    pixel,
    labelPixel: Math.min(width - reach, Math.max(reach, pixel)),
    at: text === null ? '' : told === null ? text(x) : `${text(told.from)} – ${text(told.to)}`,
    counted: counted === null ? null : pixelsOf(counted, range, width),
  };
}

/** The values at the crosshair in one sentence; empty without one. `labels`: what the series are called. */
export function spokenValues({ crosshair, values }: Readout, labels: readonly string[]): string {
  if (crosshair === null) return '';
  return `${crosshair.at}: ${labels.map((label, index) => `${label} ${values[index] ?? ''}`).join(', ')}`;
}

/** A number on an axis that is not of time. */
export function numberText(x: number): string {
  return formatNumber(x, 2, language());
}

/** The part of `span` that is in sight. */
function pixelsOf(span: Range, range: Range, width: number): CrosshairReadout['counted'] {
  if (span.to <= range.from || range.to <= span.from) return null;
  const [from, to] = [Math.max(span.from, range.from), Math.min(span.to, range.to)];
  return { from: pixelOf(from, range, width), to: pixelOf(to, range, width) };
}

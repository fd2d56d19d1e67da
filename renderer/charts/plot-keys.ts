import { panned, scaled } from '../live/range.ts';
import type { ChartModel } from './chart-model.svelte.ts';

interface Keyed {
  readonly model: ChartModel;
  readonly showTable: () => void;
}

/** Page keys move the crosshair by this many readings. */
const FAR = 10;

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -FAR,
  PageDown: FAR,
  Home: -Infinity,
  End: Infinity,
};

/** How much closer one press goes, and how much of the range is passed by another one. */
const ZOOM_STEP = 1.5;
const PAN_SHARE = 0.2;

/** Does what a key means on a focused chart, and says whether it means anything. */
export function plotKeys(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { model, showTable }: Keyed,
): boolean {
  const steps = STEPS[key];
  const { view, range, chart } = model;
  if (steps !== undefined && shiftKey && chart.description.isTime && Math.abs(steps) === 1)
    view.zoomTo(panned(range, steps * PAN_SHARE * (range.to - range.from)));
  else if (steps !== undefined) model.step(steps);
  else if ((key === '+' || key === '-') && chart.description.isTime)
    zoom(model, key === '+' ? 1 / ZOOM_STEP : ZOOM_STEP);
  else if (key === 'Escape') view.unpin();
  else if (key === 'Enter') view.togglePin();
  else if (key === 't' || key === 'T') showTable();
  else return false;
  return true;
}

function zoom({ view, range, chart }: ChartModel, factor: number): void {
  const at = view.crosshairIn(chart.description.id, true) ?? range.to;
  view.zoomTo(scaled(range, factor, Math.min(range.to, Math.max(range.from, at))));
}

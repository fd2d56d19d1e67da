import { keyAction, type Press } from '../keys/key-action.ts';
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
export function plotKeys(press: Press, { model, showTable }: Keyed): boolean {
  const action = keyAction('chart', press);
  const { view, range, chart } = model;
  if (action === 'pan' && chart.description.isTime) {
    view.zoomTo(panned(range, STEPS[press.key]! * PAN_SHARE * (range.to - range.from)));
  } else if (action === 'step' || action === 'far' || action === 'ends') model.step(STEPS[press.key]!);
  else if (action === 'zoom' && chart.description.isTime) zoom(model, press.key === '-' ? ZOOM_STEP : 1 / ZOOM_STEP);
  else if (action === 'unpin') view.unpin();
  else if (action === 'pin') view.togglePin();
  else if (action === 'table') showTable();
  else return false;
  return true;
}

function zoom({ view, range, chart }: ChartModel, factor: number): void {
  const at = view.crosshairIn(chart.description.id, true) ?? range.to;
  view.zoomTo(scaled(range, factor, Math.min(range.to, Math.max(range.from, at))));
}

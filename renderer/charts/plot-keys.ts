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

/** Does what `key` means on a focused chart, and says whether it means anything. */
export function plotKeys(key: string, { model, showTable }: Keyed): boolean {
  const steps = STEPS[key];
  if (steps !== undefined) model.step(steps);
  else if (key === 'Escape') model.view.free(model.chart.description.id);
  else if (key === 't' || key === 'T') showTable();
  else return false;
  return true;
}

import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { ChartModel } from '../../../renderer/charts/chart-model.svelte.ts';
import { PlotDrag } from '../../../renderer/charts/plot-drag.svelte.ts';
import { plotKeys } from '../../../renderer/charts/plot-keys.ts';
import { PLOT } from '../../../renderer/charts/surface.ts';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { View } from '../../../renderer/live/view.svelte.ts';

/** A plot of 100 pixels over 100 seconds. */
function plot() {
  const chart = new LiveChart({ id: 'c', pipeline: 'p', title: 'C', unit: null, isTime: true, metrics: [] });
  const model = new ChartModel(chart, new View());
  model.width = 100 + PLOT.left + PLOT.right;
  model.range = { from: 0, to: 100_000 };
  return { model, drag: new PlotDrag(model) };
}

test('a drag chooses the span to zoom to, whichever way it went', () => {
  const { model, drag } = plot();
  drag.begin(PLOT.left + 60, false);
  drag.move(PLOT.left + 20);
  deepEqual(drag.selection, { from: PLOT.left + 20, to: PLOT.left + 60 });
  equal(drag.end(PLOT.left + 20), 'drag');
  deepEqual([model.view.zoom, drag.selection], [{ from: 20_000, to: 60_000 }, null]);
});

test('a press that hardly moves is a click and zooms nowhere; one that began elsewhere is nothing', () => {
  const { model, drag } = plot();
  drag.begin(70, false);
  drag.move(72);
  equal(drag.end(72), 'click');
  equal(drag.end(90), 'nothing');
  equal(model.view.zoom, null);
});

test('with Shift the time follows the pointer, however many steps it takes', () => {
  const { model, drag } = plot();
  drag.begin(100, true);
  for (const pixel of [90, 80, 70]) drag.move(pixel);
  equal(drag.end(70), 'drag');
  deepEqual(model.view.zoom, { from: 30_000, to: 130_000 });
});

test('the keyboard zooms, pans, pins and lets go', () => {
  const { model } = plot();
  const press = (key: string, shiftKey = false): boolean =>
    plotKeys({ key, shiftKey }, { model, showTable: () => undefined });
  equal(press('+'), true);
  deepEqual(model.view.zoom!.to, 100_000);
  press('ArrowLeft', true);
  deepEqual(model.view.zoom, { from: -20_000, to: 80_000 });
  model.view.crosshair = { owner: 'c', isTime: true, x: 50_000 };
  press('Enter');
  equal(model.view.isPinned, true);
  press('Escape');
  deepEqual([model.view.isPinned, model.view.crosshair], [false, null]);
  equal(press('x'), false);
});

// @vitest-environment happy-dom
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { ChartModel } from '../../../renderer/charts/chart-model.svelte.ts';
import { spokenValues } from '../../../renderer/charts/crosshair-readout.ts';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { View } from '../../../renderer/live/view.svelte.ts';

const view = new View();
const windowed = model('windowed', { sizeMs: 5000, at: 'end' });
const raw = model('raw');

function model(id: string, window?: { sizeMs: number; at: 'start' | 'end' }): ChartModel {
  const description = { id, pipeline: 'p', title: id, unit: null, isTime: true, metrics: [] };
  const chart = new LiveChart(window === undefined ? description : { ...description, window });
  const times = Float64Array.of(0, 5000, 10_000, 15_000, 20_000);
  chart.receive({ chart: id, series: '', unit: null, times, values: times });
  const made = new ChartModel(chart, view, 'line');
  // A plot of 200 pixels, from 52 to 252.
  made.width = 260;
  return made;
}

function show(from: number, to: number): void {
  view.zoom = { from, to };
  windowed.picture(to);
  raw.picture(to);
}

/** Points at the middle one of five: the first step from nowhere is to the newest. */
function pointAtMiddle(one: ChartModel): void {
  view.unpin();
  one.step(-1);
  one.step(-2);
}

function counted(one: ChartModel): unknown {
  one.refresh();
  return one.readout.crosshair?.counted;
}

test('who points at a result of a window sees the rows that it counts, in all charts, and reads from when to when they are', () => {
  show(0, 20_000);
  pointAtMiddle(windowed);
  deepEqual(counted(windowed), { from: 102, to: 152 });
  deepEqual(counted(raw), { from: 102, to: 152 });
  equal(windowed.readout.crosshair!.at, `${view.momentText(5000)} – ${view.momentText(10_000)}`);
  equal(raw.readout.crosshair!.at, view.momentText(10_000));
  equal(spokenValues(windowed.readout, windowed.labels).startsWith(windowed.readout.crosshair!.at), true);
});

test('only what is in sight of them is shown, also where they reach further on both sides', () => {
  show(7000, 17_000);
  equal(view.crosshair!.x, 10_000);
  deepEqual(counted(windowed), { from: 52, to: 112 });
  show(9000, 10_000);
  deepEqual(counted(windowed), { from: 52, to: 252 });
});

test('a crosshair that stands in one chart only takes its rows to no other', () => {
  show(0, 20_000);
  view.mode = 'own';
  deepEqual([counted(windowed) !== null, counted(raw)], [true, undefined]);
  view.mode = 'values';
});

test('a window that a point stands at the start of reaches on from it', () => {
  const started = model('started', { sizeMs: 5000, at: 'start' });
  started.picture(20_000);
  pointAtMiddle(started);
  deepEqual(counted(started), { from: 152, to: 202 });
});

test('a reading of one moment counts no others', () => {
  show(0, 20_000);
  pointAtMiddle(raw);
  deepEqual([counted(raw), counted(windowed)], [null, null]);
  equal(raw.readout.crosshair!.at, view.momentText(10_000));
});

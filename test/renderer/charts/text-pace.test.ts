// @vitest-environment happy-dom
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { ChartModel } from '../../../renderer/charts/chart-model.svelte.ts';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { View } from '../../../renderer/live/view.svelte.ts';

const NOW = 10_000_000;

function model(): ChartModel {
  const chart = new LiveChart({ id: 'c', pipeline: 'p', title: 'CPU', unit: 'By', isTime: true, metrics: [] });
  const made = new ChartModel(chart, new View(), 'line');
  made.width = 360;
  return made;
}

function receive({ chart }: ChartModel, time: number, value: number): void {
  chart.receive({ chart: 'c', series: '', unit: null, times: Float64Array.of(time), values: Float64Array.of(value) });
}

test('the head of a chart tells a reading when it is drawn, also where other charts were drawn just before', () => {
  const one = model();
  const told: [before: number, after: number][] = [];
  for (let second = 0; second < 5; second++) {
    const now = NOW + second * 1000;
    // The readings of others come first.
    one.picture(now + 5);
    const before = one.readout.headValue;
    receive(one, now, second);
    one.picture(now + 20);
    told.push([before, one.readout.headValue]);
  }
  deepEqual(told.slice(1), [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
});

test('numbers that run are told about once a second', () => {
  const one = model();
  let last = NaN;
  let changes = 0;
  for (let tick = 0; tick < 100; tick++) {
    const now = NOW + tick * 100;
    receive(one, now, tick);
    one.picture(now + 10);
    if (one.readout.headValue !== last) changes++;
    last = one.readout.headValue;
  }
  deepEqual(changes <= 13, true, `${changes}`);
});

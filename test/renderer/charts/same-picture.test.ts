import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { ChartModel } from '../../../renderer/charts/chart-model.svelte.ts';
import { isSamePicture } from '../../../renderer/charts/same-picture.ts';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { View } from '../../../renderer/live/view.svelte.ts';

const WIDTH = 360;
const NOW = 10_000_000;

function model(): ChartModel {
  const chart = new LiveChart({ id: 'c', pipeline: 'p', title: 'CPU', unit: '1', isTime: true, metrics: [] });
  const made = new ChartModel(chart, new View(), 'line');
  made.width = WIDTH;
  receive(made, NOW - 600_000, 6_000);
  return made;
}

function receive({ chart }: ChartModel, from: number, count: number, value = 0.5): void {
  const times = Float64Array.from({ length: count }, (_one, i) => from + i * 100);
  chart.receive({ chart: 'c', series: 'total', unit: null, times, values: times.map(() => value) });
}

test('a moving chart is drawn once for each column of pixels, however often points come', () => {
  const one = model();
  let last = one.picture(NOW);
  let drawn = 0;
  for (let tick = 0; tick < 100; tick++) {
    receive(one, NOW + tick * 100, 1);
    const next = one.picture(NOW + tick * 100);
    if (isSamePicture(last, next, WIDTH)) continue;
    drawn++;
    last = next;
  }
  // Five minutes on 300 pixels are a second each.
  deepEqual(drawn, 10);
});

test('a row that comes late, a line that is switched off, a gap and a watermark are drawn at once', () => {
  const one = model();
  const changes: Record<string, () => void> = {
    nothing: () => undefined,
    late: () => receive(one, NOW - 100_000, 1, 0.9),
    off: () => one.switches.toggle('total'),
    on: () => one.switches.toggle('total'),
    watermark: () => (one.watermark = NOW - 50_000),
    'watermark within the pixel': () => (one.watermark = NOW - 49_999),
    zoom: () => one.view.zoomTo({ from: NOW - 60_000, to: NOW - 1000 }),
    width: () => (one.width = 300),
  };
  let last = one.picture(NOW);
  const seen = Object.entries(changes).map(([name, change]) => {
    change();
    const next = one.picture(NOW);
    const isDrawn = !isSamePicture(last, next, WIDTH);
    last = next;
    return [name, isDrawn];
  });
  deepEqual(seen, [
    ['nothing', false],
    ['late', true],
    ['off', true],
    ['on', true],
    ['watermark', true],
    ['watermark within the pixel', false],
    ['zoom', true],
    ['width', true],
  ]);
});

test('a reading stays in its column while the chart moves: nothing flickers', () => {
  const one = model();
  const phase = (now: number): number => {
    const { range } = one.picture(now);
    return Math.round((range.from / ((range.to - range.from) / 300)) * 1e6) % 1e6;
  };
  deepEqual(
    [0, 130, 470, 999].map((ms) => phase(NOW + ms) % 1e6),
    [0, 0, 0, 0],
  );
});

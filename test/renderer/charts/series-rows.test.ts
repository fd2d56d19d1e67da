import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { ChartModel } from '../../../renderer/charts/chart-model.svelte.ts';
import { arcPath, gaugeShare } from '../../../renderer/charts/gauge.ts';
import { seriesRows, trendPath } from '../../../renderer/charts/series-rows.ts';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { View } from '../../../renderer/live/view.svelte.ts';

const NOW = 1_000_000;

function model(kind: 'bar' | 'heat' | 'stacked' | 'line'): ChartModel {
  const chart = new LiveChart({ id: 'c', pipeline: 'p', title: 'CPU', unit: '1', isTime: true, metrics: [] });
  for (const [series, value] of Object.entries({ total: 0.4, '0': 0.1, '1': 0.7 })) {
    const times = Float64Array.from({ length: 10 }, (_one, i) => NOW - 11_000 + i * 1000);
    const values = Float64Array.from({ length: 10 }, (_one, i) => (i === 9 ? value : value / 2));
    chart.receive({ chart: 'c', series, unit: null, times, values });
  }
  const made = new ChartModel(chart, new View(), kind);
  made.width = 400;
  made.picture(NOW);
  return made;
}

test('the series of a chart are rows, the highest first, with what they were in the range', () => {
  deepEqual(
    seriesRows(model('bar')).map(({ label, latest, highest, mean }) => [label, latest, highest, mean.toFixed(3)]),
    [
      ['1', 0.7, 0.7, '0.385'],
      ['total', 0.4, 0.4, '0.220'],
      ['0', 0.1, 0.1, '0.055'],
    ],
  );
});

test('a strip has its cores and no lines, a stack leaves out the total of its parts', () => {
  const heat = model('heat');
  deepEqual([heat.cores, heat.names, heat.picture(NOW).lines], [['0', '1'], [], []]);
  const stacked = model('stacked');
  deepEqual([stacked.cores, stacked.names], [[], ['0', '1']]);
  const line = model('line');
  deepEqual([line.cores, line.names], [['0', '1'], ['total']]);
});

test('a line that is alone is the only one drawn, and the others keep their places and colours', () => {
  const stacked = model('stacked');
  stacked.switches.isolate('1');
  const alone = stacked.picture(NOW).lines;
  deepEqual([alone.length, alone[0]!.end, 0 < alone[1]!.end], [2, 0, true]);
  stacked.switches.isolate('1');
  stacked.switches.toggle('0');
  deepEqual([stacked.switches.isOn('0'), stacked.switches.isOn('1'), stacked.switches.areSome], [false, true, true]);
  stacked.switches.toggle('0');
  equal(stacked.switches.areSome, false);
});

test('a trend is a line from the left to the right, broken where nothing was read', () => {
  equal(trendPath([0, 1, NaN, 2, 1], 40, 10), 'M0.0 10.0L10.0 5.0M30.0 0.0L40.0 5.0');
  equal(trendPath([], 40, 10), '');
});

test('a gauge fills from the left, is full at most, and is empty without a value', () => {
  const limits = { min: 0, max: 200 };
  deepEqual(
    [0, 50, 300, NaN].map((value) => gaugeShare(value, limits)),
    [0, 0.25, 1, 0],
  );
  equal(arcPath(0.5), 'M10 60A50 50 0 0 1 60.00 10.00');
  equal(arcPath(1), 'M10 60A50 50 0 0 1 110.00 60.00');
});

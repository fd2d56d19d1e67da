import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { HELD_MS, isCovered, neededPast } from '../../../renderer/live/past.svelte.ts';

const NOW = 100 * HELD_MS;

test('the past is asked for where the charts do not hold what is looked at', () => {
  const needed = (zoom: { from: number; to: number } | null, spanMs = 300_000): unknown =>
    neededPast({ zoom, spanMs }, NOW - 10_000, NOW);
  equal(needed(null), null);
  deepEqual(needed(null, 24 * HELD_MS), { from: NOW - 24 * HELD_MS, to: NOW });
  equal(needed({ from: NOW - 9_000, to: NOW }), null);
  deepEqual(needed({ from: NOW - 60_000, to: NOW }), { from: NOW - 60_000, to: NOW });
});

test('what was asked for serves while it is whole and sharp enough', () => {
  const asked = { from: 0, to: 800 };
  equal(isCovered({ from: 100, to: 300 }, asked), true);
  equal(isCovered({ from: 100, to: 150 }, asked), false);
  equal(isCovered({ from: 700, to: 900 }, asked), false);
  equal(isCovered({ from: 100, to: 300 }, null), false);
});

test('a chart that shows the past goes on taking in readings, and has them when it is live again', () => {
  const chart = new LiveChart({ id: 'c', pipeline: 'p', title: 'C', unit: null, isTime: true, metrics: [] });
  const points = (...times: number[]) => ({
    chart: 'c',
    series: 'a',
    unit: null,
    times: Float64Array.from(times),
    values: Float64Array.from(times),
  });
  chart.receive(points(10));
  chart.showPast([points(1, 2), { ...points(3), series: 'gone' }]);
  chart.receive(points(11));
  deepEqual([chart.series('a')!.length, chart.shownSince, chart.oldestTime, chart.newestTime], [2, 1, 10, 11]);
  deepEqual(chart.names, ['a', 'gone']);
  chart.showPast(null);
  deepEqual([chart.series('a')!.length, chart.series('a')!.newestTime], [2, 11]);
});

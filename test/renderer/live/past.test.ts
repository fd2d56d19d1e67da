import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { askedFor, HELD_MS, isCovered, neededPast, PIECES } from '../../../renderer/live/past.svelte.ts';

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

test('pieces of long spans are whole ones of ten seconds, and stay where they are while a hand pans', () => {
  const day = { from: NOW + 123_456, to: NOW + 123_456 + 24 * HELD_MS };
  const pieceOf = ({ from, to }: { from: number; to: number }): number => (to - from) / PIECES;
  for (const margin of [0, 1]) {
    const one = askedFor(day, margin);
    const other = askedFor({ from: day.from + 77_777, to: day.to + 77_777 }, margin);
    equal(pieceOf(one) % 10_000, 0);
    deepEqual([pieceOf(other), (other.from - one.from) % pieceOf(one)], [pieceOf(one), 0]);
  }
});

test('whatever is needed is asked for whole, and sharp enough to be panned', () => {
  for (const spanMs of [2_000, 61_234, HELD_MS, 3.3 * HELD_MS, 7 * HELD_MS, 24 * HELD_MS, 7 * 24 * HELD_MS]) {
    const needed = { from: NOW + 0.5, to: NOW + 0.5 + spanMs };
    for (const margin of [0, 1]) equal(isCovered(needed, askedFor(needed, margin)), true, `${spanMs} ms`);
  }
});

test('a past that moves on takes the lowest and highest of what came from the readings that are kept', () => {
  const chart = new LiveChart({ id: 'c', pipeline: 'p', title: 'C', unit: null, isTime: true, metrics: [] });
  const points = (times: readonly number[], values: readonly number[], series = 'a') => ({
    chart: 'c',
    series,
    unit: null,
    times: Float64Array.from(times),
    values: Float64Array.from(values),
  });
  chart.extendPast({ from: 0, to: 99 }, 10);
  chart.showPast([points([1], [1])], 10);
  chart.receive(points([9, 10, 11, 12, 19, 20, 21, 40], [9, 5, 8, 2, 4, NaN, 7, 7]));
  chart.receive(points([15], [3], 'new'));
  chart.extendPast({ from: 10, to: 30 }, 10);
  const shown = ['a', 'new'].map((name) => {
    const { times, values, length, pieceMs } = chart.series(name)!;
    return [pieceMs, ...times.subarray(0, length), ...values.subarray(0, length)];
  });
  deepEqual(shown, [
    [10, 1, 11, 12, 21, 1, 8, 2, 7],
    [10, 15, 3],
  ]);
});

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { pointRows } from '../../../renderer/dashboards/seen-rows.ts';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';

test('the points of a chart are rows in the order of their times, all of them or those of the span, both ends included', () => {
  const chart = new LiveChart({ id: 'a', pipeline: 'p', title: 'Edge', unit: '%', isTime: true, metrics: [] });
  const points = (series: string, times: readonly number[], values: readonly number[]): void =>
    chart.receive({
      chart: 'a',
      series,
      unit: null,
      times: Float64Array.from(times),
      values: Float64Array.from(values),
    });
  points('one', [1, 3, 5], [10, NaN, 50]);
  points('two', [2, 3], [20, 30]);
  const short = (span: Parameters<typeof pointRows>[1]): unknown =>
    pointRows(chart, span).rows.map(({ time, series, value }) => [time, series, value]);
  deepEqual(pointRows(chart, null).rows[0], { time: 1, chart: 'Edge', series: 'one', value: 10, unit: '%' });
  deepEqual(short(null), [
    [1, 'one', 10],
    [2, 'two', 20],
    [3, 'one', null],
    [3, 'two', 30],
    [5, 'one', 50],
  ]);
  deepEqual(short({ from: 2, to: 3 }), [
    [2, 'two', 20],
    [3, 'one', null],
    [3, 'two', 30],
  ]);
});

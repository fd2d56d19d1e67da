import { expect, test } from 'vitest';
import type { ChartDescription, SeriesPoints } from '../../../electron/ipc/contract.ts';
import { Live } from '../../../renderer/live/live.svelte.ts';

const NOW = 1_000_000_000;

function chart(id: string): ChartDescription {
  return { id, pipeline: 'p', title: id, unit: null, isTime: true, metrics: [] };
}

function points(id: string, times: readonly number[]): SeriesPoints {
  return {
    chart: id,
    series: 's',
    unit: null,
    times: Float64Array.from(times),
    values: new Float64Array(times.length),
  };
}

test('the charts that go on now began with the first reading of any of them', () => {
  const live = new Live(
    [chart('cpu'), chart('memory')],
    [points('cpu', [NOW + 1000]), points('memory', [NOW, NOW + 1000])],
  );
  expect(live.since).toBe(NOW);
});

test('a chart of rows from long ago does not say when the others began', () => {
  const live = new Live([chart('old'), chart('cpu')], [points('old', [5, 6]), points('cpu', [NOW, NOW + 1000])]);
  expect(live.since).toBe(NOW);
});

test('before the first reading nothing has begun', () => {
  expect(new Live([chart('cpu')], []).since).toBeNaN();
});

import { expect, test } from 'vitest';
import {
  alignedPoints,
  chartsOf,
  comparedFigures,
  offsets,
  ownSpan,
  sameMarker,
  shownSeries,
  wholeOf,
} from '../../../renderer/recordings/alignment.ts';
import type { OpenedRecording, SeriesFigures, SeriesPoints } from '../../../renderer/state/contract-types.ts';

const points = (chart: string, series: string, times: number[]): SeriesPoints => ({
  chart,
  series,
  unit: 'Cel',
  times: Float64Array.from(times),
  values: Float64Array.from(times, () => 1),
});
const figures = (chart: string, series: string, mean: number): SeriesFigures => ({
  chart,
  series,
  unit: 'Cel',
  count: 2,
  mean,
  p95: mean,
  max: mean,
});

test('the second recording is moved so that both moments lie on each other, and the chart shows all of both', () => {
  const by = offsets([1_000, 51_000]);
  expect(by).toEqual([0, 50_000]);
  const wholes = [
    { from: 0, to: 9_000 },
    { from: 45_000, to: 70_000 },
  ] as const;
  expect(wholeOf(wholes, by)).toEqual({ from: -5_000, to: 20_000 });
});

test('a span of the chart is asked for in the own time of a recording, as far as it goes', () => {
  const whole = { from: 45_000, to: 70_000 };
  expect(ownSpan({ from: -20_000, to: 10_000 }, 50_000, whole)).toEqual({ from: 45_000, to: 60_000 });
  expect(ownSpan({ from: 30_000, to: 40_000 }, 50_000, whole)).toBe(null);
});

test('the points of both are on one chart, called by their side, and those of other charts and series are not', () => {
  const both = [
    [points('heat', 'package', [1, 2]), points('heat', 'board', [1]), points('load', 'package', [1])],
    [points('heat', 'package', [101, 103])],
  ] as const;
  const aligned = alignedPoints(both, [0, 100], { chart: 'heat', shown: ['package'] });
  expect(aligned.map(({ series, times }) => [series, [...times]])).toEqual([
    ['A package', [1, 2]],
    ['B package', [1, 3]],
  ]);
});

test('the marker of the same name is chosen in the second one, else its first', () => {
  const markers = [
    { at: 1, name: 'begin' },
    { at: 2, name: 'peak' },
  ];
  expect(sameMarker({ at: 9, name: 'peak' }, markers)).toBe(1);
  expect(sameMarker({ at: 9, name: 'other' }, markers)).toBe(0);
});

test('charts of both come before those of one', () => {
  const recording = (...ids: string[]): OpenedRecording =>
    ({ charts: ids.map((id) => ({ id, title: id, unit: null })) }) as unknown as OpenedRecording;
  const charts = chartsOf([recording('a', 'b'), recording('c', 'b')]);
  expect(charts.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

test('the chosen series are shown, and the first three where none of them is there', () => {
  const names = ['a', 'b', 'c', 'd'];
  expect(shownSeries(names, new Set(['d', 'gone']))).toEqual(['d']);
  expect(shownSeries(names, new Set(['gone']))).toEqual(['a', 'b', 'c']);
  expect(shownSeries(['total', '0', '1'], new Set())).toEqual(['total']);
  expect(shownSeries(['total', '0', '1'], new Set(['1']))).toEqual(['1']);
});

test('figures stand side by side, with nothing where a recording lacks the series', () => {
  const both = [
    [figures('heat', 'package', 60), figures('load', 'package', 1)],
    [figures('heat', 'board', 40)],
  ] as const;
  const compared = comparedFigures(both, 'heat', ['board', 'package']);
  expect(compared.map(({ series, of }) => [series, of[0]?.mean ?? null, of[1]?.mean ?? null])).toEqual([
    ['board', null, 40],
    ['package', 60, null],
  ]);
});

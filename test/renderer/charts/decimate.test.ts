import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimate } from '../../../renderer/charts/decimate.ts';
import { PointList } from '../../../renderer/charts/point-list.ts';
import { Series } from '../../../renderer/live/series.ts';

function seriesOf(times: readonly number[], values: readonly number[]): Series {
  const series = new Series();
  series.append(Float64Array.from(times), Float64Array.from(values));
  return series;
}

function drawn(
  series: Series,
  range: { from: number; to: number },
  columnWidth: number,
  gapWidth = Infinity,
): number[][] {
  const out = new PointList();
  decimate(series, range, { columnWidth, gapWidth }, out);
  return out.points.map(({ x, y }) => [x, y]);
}

test('few points stay as they are, with one more on each side', () => {
  const series = seriesOf([0, 1, 2, 3, 4, 5], [0, 10, 20, 30, 40, 50]);
  expect(drawn(series, { from: 2, to: 3 }, 0.1)).toEqual([
    [1, 10],
    [2, 20],
    [3, 30],
  ]);
});

test('a column of pixels keeps its smallest and its largest, in their order', () => {
  const series = seriesOf([0, 1, 2, 3, 4, 5, 6, 7], [5, 9, 1, 5, 5, 2, 8, 5]);
  expect(drawn(series, { from: 0, to: 8 }, 4)).toEqual([
    [1, 9],
    [2, 1],
    [5, 2],
    [6, 8],
  ]);
});

test('a step that is too long breaks the line', () => {
  expect(drawn(seriesOf([0, 1, 9, 10], [1, 2, 3, 4]), { from: 0, to: 10 }, 0.1, 2.5)).toEqual([
    [0, 1],
    [1, 2],
    [1, NaN],
    [9, 3],
    [10, 4],
  ]);
});

test('a value that is not there breaks the line and hides no other in its column', () => {
  expect(drawn(seriesOf([0, 1], [NaN, 2]), { from: 0, to: 1 }, 0.1)).toEqual([
    [0, NaN],
    [1, 2],
  ]);
  expect(drawn(seriesOf([0, 1, 2, 3, 4], [NaN, 7, 3, NaN, 5]), { from: 0, to: 4 }, 8)).toEqual([
    [1, 7],
    [2, 3],
  ]);
});

test('points are used again for the next frame', () => {
  const out = new PointList();
  const series = seriesOf([0, 1], [0, 1]);
  decimate(series, { from: 0, to: 1 }, { columnWidth: 0.1, gapWidth: 9 }, out);
  const before = new Set(out.points);
  decimate(series, { from: 0, to: 1 }, { columnWidth: 0.1, gapWidth: 9 }, out);
  expect(out.points.every((point) => before.has(point))).toBe(true);
});

test('extremes survive, and no more than two points a column are drawn', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 500 }), (values) => {
      const times = values.map((_, index) => index);
      const range = { from: 0, to: values.length };
      const ys = drawn(seriesOf(times, values), range, 7).map(([, y]) => y!);
      expect([Math.min(...ys), Math.max(...ys)]).toEqual([Math.min(...values), Math.max(...values)]);
      expect(ys.length).toBeLessThanOrEqual(2 * (Math.ceil(values.length / 7) + 1));
    }),
  );
});

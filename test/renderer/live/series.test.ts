import fc from 'fast-check';
import { expect, test } from 'vitest';
import { POINTS_PER_SERIES, Series } from '../../../renderer/live/series.ts';

function series(...points: readonly (readonly [number, number])[]): Series {
  const made = new Series();
  append(made, ...points);
  return made;
}

function append(to: Series, ...points: readonly (readonly [number, number])[]): void {
  to.append(
    Float64Array.from(points, ([time]) => time),
    Float64Array.from(points, ([, value]) => value),
  );
}

function points({ times, values, length }: Series): [number, number][] {
  return Array.from({ length }, (_, i) => [times[i]!, values[i]!]);
}

test('points that come late lie where they belong, and one at a known time replaces it', () => {
  expect(points(series([1, 10], [4, 40], [2, 20], [4, 41], [3, 30]))).toEqual([
    [1, 10],
    [2, 20],
    [3, 30],
    [4, 41],
  ]);
});

test('a point without a time is passed over', () => {
  expect(points(series([NaN, 1], [5, 2]))).toEqual([[5, 2]]);
});

test('the oldest points go first, and at least an hour stays', () => {
  const made = new Series();
  for (let time = 0; time < 10_000; time++) append(made, [time, time]);
  expect([POINTS_PER_SERIES <= made.length, made.times[made.length - 1]]).toEqual([true, 9999]);
  expect(made.times.length).toBe(4500);
});

test('each change has a version of its own', () => {
  const made = series([1, 1]);
  const before = made.version;
  append(made, [2, 2]);
  expect(made.version).not.toBe(before);
});

test('the nearest point is found within reach and not beyond', () => {
  const made = series([10, 1], [20, 2], [30, 3]);
  expect([made.nearest(14, 5), made.nearest(16, 5), made.nearest(40, 5), made.nearest(0, 10)]).toEqual([0, 1, -1, 0]);
});

test('the usual step is the median, so that one gap does not change it', () => {
  expect(series([0, 0], [1, 0], [2, 0], [50, 0], [51, 0], [52, 0]).stepMs).toBe(1);
  expect(series([0, 0]).stepMs).toBeNaN();
});

test('whatever order points come in, times are kept in order and once', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer()), { maxLength: 400 }), (given) => {
      const last = new Map(given);
      expect(points(series(...given))).toEqual([...last].sort(([left], [right]) => left - right));
    }),
  );
});

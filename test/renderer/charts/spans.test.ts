import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf } from '../../../renderer/charts/line.ts';
import { Spans } from '../../../renderer/charts/spans.ts';
import { Series } from '../../../renderer/live/series.ts';

function seriesOf(times: readonly number[], values: readonly number[]): Series {
  const series = new Series();
  series.append(Float64Array.from(times), Float64Array.from(values));
  return series;
}

/** The values that a line spans in each column of a plot as wide as `width`, lowest and highest; null: none. */
function spanned(
  [times, values]: readonly [readonly number[], readonly number[]],
  range: { from: number; to: number },
  width: number,
  gapWidth = Infinity,
): (readonly [number, number] | null)[] {
  const spans = new Spans(width);
  const line = lineOf(seriesOf(times, values), range, gapWidth);
  // Upside down, as pixels are: with limits of 0 to 100 on 100 pixels a value is its distance from below.
  spans.follow(line, { range, limits: { min: 0, max: 100 }, width, top: 0, bottom: 100 });
  return Array.from(spans.tops, (top, column) =>
    Number.isNaN(top) ? null : ([100 - spans.bottoms[column]!, 100 - top] as const),
  );
}

test('a column spans all that the line does in it, however many readings share it', () => {
  const times = [0, 1, 2, 3, 4, 5, 6, 7];
  expect(spanned([times, [5, 9, 1, 5, 5, 2, 8, 5]], { from: 0, to: 8 }, 2)).toEqual([
    [1, 9],
    [2, 8],
  ]);
});

test('between two readings that are far apart the line goes on from column to column', () => {
  expect(
    spanned(
      [
        [0, 4],
        [0, 40],
      ],
      { from: 0, to: 4 },
      4,
    ),
  ).toEqual([
    [0, 10],
    [10, 20],
    [20, 30],
    [30, 40],
  ]);
});

test('a line comes in from a reading left of the plot and goes out to one right of it', () => {
  const middle = spanned(
    [
      [0, 10],
      [0, 100],
    ],
    { from: 4, to: 6 },
    2,
  );
  expect(middle).toEqual([
    [40, 50],
    [50, 60],
  ]);
});

test('a step that is too long and a value that is not there break the line, and a reading between two breaks is still seen', () => {
  const range = { from: 0, to: 10 };
  expect(
    spanned(
      [
        [0, 1, 9],
        [1, 2, 3],
      ],
      range,
      10,
      2.5,
    ),
  ).toEqual([[1, 2], [2, 2], ...Array<null>(7).fill(null), [3, 3]]);
  expect(
    spanned(
      [
        [0, 1, 5, 6, 9],
        [NaN, 2, NaN, 4, NaN],
      ],
      range,
      10,
    ),
  ).toEqual([null, [2, 2], null, null, null, null, [4, 4], null, null, null]);
});

test('every reading lies in the span of its column: no peak is lost, and none is higher than it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 400 }),
      fc.integer({ min: 3, max: 50 }),
      (values, width) => {
        const times = values.map((_value, index) => index + 0.5);
        const spans = spanned([times, values], { from: 0, to: values.length }, width);
        values.forEach((value, index) => {
          const [low, high] = spans[Math.floor((times[index]! * width) / values.length)]!;
          expect(low).toBeLessThanOrEqual(value + 1e-4);
          expect(value - 1e-4).toBeLessThanOrEqual(high);
        });
        const present = spans.filter((span) => span !== null);
        expect(Math.min(...present.map(([low]) => low))).toBeCloseTo(Math.min(...values), 3);
        expect(Math.max(...present.map(([, high]) => high))).toBeCloseTo(Math.max(...values), 3);
      },
    ),
  );
});

test('a line has another key when another of its readings is in sight, and the same while what came lies right of the plot', () => {
  const series = seriesOf([0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5]);
  const key = (): string => lineOf(series, { from: 1, to: 3 }, 9).key;
  const before = key();
  series.append(Float64Array.of(6), Float64Array.of(6));
  expect(key()).toBe(before);
  series.append(Float64Array.of(2), Float64Array.of(9));
  const corrected = key();
  expect(corrected).not.toBe(before);
  series.append(Float64Array.of(2.5), Float64Array.of(9));
  expect(key()).not.toBe(corrected);
});

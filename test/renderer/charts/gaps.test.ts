import { expect, test } from 'vitest';
import { commonGaps, gapsOf } from '../../../renderer/charts/gaps.ts';
import { Series } from '../../../renderer/live/series.ts';

function at(...times: readonly number[]): Series {
  const series = new Series();
  series.append(Float64Array.from(times), new Float64Array(times.length));
  return series;
}

test('a step of more than two and a half usual ones is a gap', () => {
  expect(gapsOf(at(0, 1, 2, 4.4, 5.4, 9, 10), { from: 0, to: 10 })).toEqual([{ from: 5.4, to: 9 }]);
});

test('only gaps in view are told, also those that reach out of it', () => {
  const series = at(0, 1, 2, 20, 21, 22, 40, 41, 42);
  expect(gapsOf(series, { from: 21, to: 30 })).toEqual([{ from: 22, to: 40 }]);
});

test('a band is drawn only where no series has a reading', () => {
  const left = [
    { from: 0, to: 10 },
    { from: 20, to: 30 },
  ];
  expect(commonGaps([left, [{ from: 5, to: 25 }]])).toEqual([
    { from: 5, to: 10 },
    { from: 20, to: 25 },
  ]);
  expect([commonGaps([left, []]), commonGaps([])]).toEqual([[], []]);
});

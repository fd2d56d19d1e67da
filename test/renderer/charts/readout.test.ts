import { expect, test } from 'vitest';
import { headValue, readingTimes, valueAt } from '../../../renderer/charts/readout.ts';
import { Series } from '../../../renderer/live/series.ts';

function series(times: readonly number[], values: readonly number[]): Series {
  const made = new Series();
  made.append(Float64Array.from(times), Float64Array.from(values));
  return made;
}

test('the head of a tile shows the total, what is used, a sum of rates, or the highest', () => {
  expect(headValue('1', ['total', '0'], [0.4, 0.9])).toBe(0.4);
  expect(headValue('By', ['cached', 'used'], [9, 5])).toBe(5);
  expect(headValue('By/s', ['read', 'write', 'idle'], [2, 3, NaN])).toBe(5);
  expect(headValue('Cel', ['package', 'nvme'], [71, 43])).toBe(71);
  expect(headValue('Cel', ['package'], [NaN])).toBeNaN();
});

test('a value is told only of a moment near which something was read', () => {
  const made = series([0, 1, 2, 20], [10, 11, 12, 30]);
  expect([valueAt(made, 1.2, 20), valueAt(made, null, 20), valueAt(made, 10, 20)]).toEqual([11, 30, NaN]);
});

test('the newest value is that of the picture, not what came since it was drawn', () => {
  const made = series([0, 1, 2, 3], [10, 11, 12, 99]);
  expect([valueAt(made, null, 2), valueAt(made, null, 2.9), valueAt(made, null, 3), valueAt(made, null, -1)]).toEqual([
    12,
    12,
    99,
    NaN,
  ]);
});

test('each moment of several series is listed once', () => {
  const both = [series([1, 2, 3], [0, 0, 0]), series([2, 3, 9], [0, 0, 0])];
  expect(readingTimes(both, { from: 2, to: 5 })).toEqual([2, 3]);
});

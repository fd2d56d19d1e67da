import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headExtremes } from '../../../renderer/charts/head-extremes.ts';
import { headValue, valueAt } from '../../../renderer/charts/readout.ts';
import { Series } from '../../../renderer/live/series.ts';

function series(...points: readonly (readonly [number, number])[]): Series {
  const made = new Series();
  made.append(
    Float64Array.from(points, ([at]) => at),
    Float64Array.from(points, ([, value]) => value),
  );
  return made;
}

/** What the name of a chart tells at the end of `range`. */
function told(unit: string | null, lines: Readonly<Record<string, Series>>, range: { from: number; to: number }) {
  const [names, all] = [Object.keys(lines), Object.values(lines)];
  const newest = all.map((line) => valueAt(line, null, range.to));
  const latest = headValue(unit, names, newest);
  return { latest, ...headExtremes({ unit, names, latest }, all, range) };
}

test('of a line that leads, the lowest and the highest are its own', () => {
  const lines = { used: series([1, 5], [2, 7], [3, 6]), free: series([1, 90], [2, 1], [3, 4]) };
  expect(told('By', lines, { from: 1, to: 3 })).toEqual({ latest: 6, min: 5, max: 7 });
});

test('of a sum, they are those of the sum at each moment', () => {
  const lines = { read: series([1, 5], [2, 7], [3, 1]), write: series([1, 10], [2, 1], [3, 2]) };
  expect(told('By/s', lines, { from: 1, to: 3 })).toEqual({ latest: 3, min: 3, max: 15 });
});

test('what came after the picture counts in none of the three', () => {
  const lines = { sda: series([1, 5], [2, 7], [3, 6], [4, 99]) };
  expect(told('1', lines, { from: 1, to: 3.5 })).toEqual({ latest: 6, min: 5, max: 7 });
});

test('without a reading there is none of them', () => {
  expect(told('By/s', { sda: series() }, { from: 1, to: 3 })).toEqual({ latest: NaN, min: NaN, max: NaN });
});

test('whatever was read, the latest lies between the lowest and the highest', () => {
  const line = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.oneof(fc.integer({ min: -9, max: 99 }), fc.constant(NaN))))
    .map((points) => series(...points));
  const lines = fc.dictionary(fc.constantFrom('total', 'used', 'read', 'write', 'a'), line, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.constantFrom('By/s', 'By', '1', null), lines, fc.integer({ min: 0, max: 45 }), (unit, all, to) => {
      const { latest, min, max } = told(unit, all, { from: 10, to });
      expect(Number.isNaN(latest) || (min <= latest && latest <= max)).toBe(true);
    }),
  );
});

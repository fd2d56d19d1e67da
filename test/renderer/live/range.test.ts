import { expect, test } from 'vitest';
import { glideInterval } from '../../../renderer/live/pace.ts';
import { isProvisional, numberRange, timeRange } from '../../../renderer/live/range.ts';

const NOW = 1_000_000_000;

test('a live chart ends now, so that a reading is seen when it comes', () => {
  expect(timeRange(NOW, { spanMs: 60_000, since: NaN }, NOW - 500)).toEqual({ from: NOW - 60_000, to: NOW });
});

test('the end of a chart may still change where its watermark is further behind than it is told of', () => {
  const range = { from: NOW - 60_000, to: NOW };
  const behind = [0, 1_000, 1_200, 1_201, 30_000, 60_000, 90_000, NaN];
  expect(behind.map((ms) => isProvisional(range, NOW - ms))).toEqual([
    ...[false, false, false, true, true, false, false, false],
  ]);
});

test('rows from long ago are shown where they are', () => {
  expect(timeRange(NOW, { spanMs: 60_000, since: NaN }, 5_000_000)).toEqual({ from: 4_940_000, to: 5_000_000 });
});

test('a chart reaches back to the first reading, to a minute at least, and no further than asked for', () => {
  const lengthSince = (spanMs: number, ageMs: number): number => {
    const { from, to } = timeRange(NOW, { spanMs, since: NOW - ageMs }, NOW - 500);
    return to - from;
  };
  expect([10_000, 60_000, 100_000, 300_000, 900_000].map((age) => lengthSince(300_000, age))).toEqual([
    60_000, 60_000, 100_000, 300_000, 300_000,
  ]);
  expect(lengthSince(60_000, 10_000)).toBe(60_000);
});

test('a chart without points is live', () => {
  expect(timeRange(NOW, { spanMs: 60_000, since: NaN }, NaN).to).toBe(NOW);
});

test('a chart over numbers shows all of them', () => {
  expect([numberRange(2, 9), numberRange(3, 3), numberRange(NaN, NaN)]).toEqual([
    { from: 2, to: 9 },
    { from: 2, to: 4 },
    { from: 0, to: 1 },
  ]);
});

test('charts glide only where their motion can be seen', () => {
  expect([60_000, 300_000, 3_600_000].map((span) => glideInterval(span, false))).toEqual([250, 2000, 2000]);
  expect(glideInterval(60_000, true)).toBe(2000);
});

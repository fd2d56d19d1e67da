import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, likelyDuration, parseDuration } from '../../../engine/document/duration.ts';

test('a duration is a number and a unit, in milliseconds', () => {
  const durations = ['250ms', '10s', '5m', '2h', '1d', '1.5s', '0.25h', '-5s', '0s', '-0s', '1.005s', '0.1ms'];
  const parsed = [250, 10_000, 300_000, 7_200_000, 86_400_000, 1500, 900_000, -5000, 0, 0, 1005, null];
  expect(durations.map((text) => parseDuration(text))).toEqual(parsed);
});

test('a duration that is too long to be counted exactly is one all the same, longer than any bound', () => {
  expect(['99999999999999999d', '-200000000d'].map((text) => parseDuration(text))).toEqual([Infinity, -Infinity]);
});

test('nothing else is a duration', () => {
  const others = ['', '10', 's', '10 s', '+1s', '1h30m', '10S', '.5s', '1.s', '1e3s', ' 1s', '10s\n'];
  expect(others.filter((text) => parseDuration(text) !== null)).toEqual([]);
});

test('what people write for a duration is understood well enough to say what they mean', () => {
  const written = ['10 s', '10sec', '5 minutes', '1 Hour', '2days', '100 millis', '7 parsecs', '10'];
  expect(written.map((text) => likelyDuration(text))).toEqual(['10s', '10s', '5m', '1h', '2d', '100ms', null, null]);
});

test('a duration that is written out is read as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    }),
  );
});

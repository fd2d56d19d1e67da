import fc from 'fast-check';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'vitest';
import { windowStart } from '../../../engine/windows/tumbling.ts';

function starts(times: readonly number[], offsetMs: number, sizeMs: number): number[] {
  return times.map((time) => windowStart(time, offsetMs, sizeMs));
}

// The expectations of Flink's TimeWindowTest.testGetWindowStartWithOffset.
test('a window starts at the last multiple of its size, also before 1970', () => {
  deepEqual(starts([-8, -7, -6, -1, 1, 6, 7, 8], 0, 7), [-14, -7, -7, -7, 0, 0, 7, 7]);
});

test('a positive offset moves the start of all windows', () => {
  deepEqual(starts([-10, -9, -3, -2, 1, 2, 3, 9, 10], 3, 7), [-11, -11, -4, -4, -4, -4, 3, 3, 10]);
});

test('a negative offset moves the start of all windows', () => {
  deepEqual(starts([-12, -7, -4, -3, 2, -1, 1, 3, 4, 7, 12], -2, 7), [-16, -9, -9, -9, -2, -2, -2, -2, -2, 5, 12]);
});

// The expectations of Flink's TumblingEventTimeWindowsTest.
test('a window holds its first moment and not its end', () => {
  deepEqual(starts([0, 4999, 5000], 0, 5000), [0, 0, 5000]);
  deepEqual(starts([100, 5099, 5100], 100, 5000), [100, 100, 5100]);
  deepEqual(starts([0, 4899, 4900], -100, 5000), [-100, -100, 4900]);
});

const time = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
);
const size = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 400 * 86_400_000 }));

test('every moment is in exactly one window', () => {
  fc.assert(
    fc.property(time, size, fc.double({ min: -1, max: 1, noNaN: true }), (moment, sizeMs, share) => {
      const offsetMs = Math.trunc(share * (sizeMs - 1));
      const start = windowStart(moment, offsetMs, sizeMs);
      ok(start <= moment && moment < start + sizeMs, `${moment} is not in [${start}, ${start + sizeMs})`);
      // A second window that holds the moment would have to start less than a size away.
      equal((BigInt(start) - BigInt(offsetMs)) % BigInt(sizeMs), 0n);
    }),
    { numRuns: 2000 },
  );
});

test('the last and the first moment of a window are told apart where doubles are coarse', () => {
  for (let sizeMs = 2; sizeMs < 20_000; sizeMs++) {
    const end = Math.floor((2 ** 53 - 2) / sizeMs) * sizeMs;
    deepEqual(starts([end - 1, end, end + 1], 0, sizeMs), [end - sizeMs, end, end]);
    deepEqual(starts([-end - 1, -end, -end + 1], 0, sizeMs), [-end - sizeMs, -end, -end]);
  }
});

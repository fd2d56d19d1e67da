import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { BoundedOutOfOrderness, CombinedWatermark } from '../../../engine/time/watermarks.ts';

const SCHEMA: Schema = [{ name: 'n', type: 'bigint' }];

/** The watermarks before each of `times`, and after the last. */
function stamp(source: BoundedOutOfOrderness, times: readonly number[]): [Float64Array | number, number] {
  const rows = times.map((n) => ({ n }));
  const { watermarksBefore, watermark } = source.stamp(fromRows(SCHEMA, rows), Float64Array.from(times));
  return [watermarksBefore, watermark];
}

// Flink's BoundedOutOfOrdernessWatermarksTest; ours is told after every row.
test('a watermark is the largest time so far, less the disorder and one millisecond, and never goes back', () => {
  const source = new BoundedOutOfOrderness(10);
  deepEqual(source.watermark, -Infinity);
  deepEqual(stamp(source, [12345, 12300, 12340, 12280]), [Float64Array.of(-Infinity, 12334, 12334, 12334), 12334]);
  deepEqual(stamp(source, [12300]), [12334, 12334]);
  deepEqual(stamp(source, []), [12334, 12334]);
});

test('without disorder a row at the largest time so far is still waited for', () => {
  const source = new BoundedOutOfOrderness(0);
  deepEqual(stamp(source, [5, 5, 6]), [Float64Array.of(-Infinity, 4, 4), 5]);
});

test('the same rows have the same watermarks in batches of any size', () => {
  const times = [5, 3, 9, 9, 2, 14, 13];
  const whole = stamp(new BoundedOutOfOrderness(3), times);
  const single = new BoundedOutOfOrderness(3);
  deepEqual(
    times.map((time) => stamp(single, [time])[0]),
    [...(whole[0] as Float64Array)],
  );
});

// Flink's StatusWatermarkValveTest.testMultipleInputIncreasingWatermarks and …DecreasingWatermarks.
test('several inputs have the smallest of their watermarks, which never goes back', () => {
  const combined = new CombinedWatermark(3);
  const steps: [number, number][] = [
    [0, 0],
    [1, 0],
    [2, 0],
    [0, 12],
    [2, 8],
    [2, 10],
    [1, 15],
    [2, 17],
    [0, 20],
    [1, 3],
  ];
  deepEqual(
    steps.map(([input, watermark]) => combined.update(input, watermark)),
    [-Infinity, -Infinity, 0, 0, 0, 0, 10, 12, 15, 15],
  );
});

test('an input that has ended holds nobody back', () => {
  const combined = new CombinedWatermark(2);
  deepEqual(
    [combined.update(0, 5), combined.update(1, Infinity), combined.update(0, Infinity)],
    [-Infinity, 5, Infinity],
  );
});

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { CombinedWatermark, NOTHING_AWAITED } from '../../../engine/time/combined-watermark.ts';
import { BoundedOutOfOrderness } from '../../../engine/time/watermarks.ts';

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

/** The combined watermark after each step: an input and its watermark, or `idle`. */
function combine(combined: CombinedWatermark, steps: readonly (readonly [number, number | 'idle'])[]): number[] {
  return steps.map(([input, step]) => (step === 'idle' ? combined.idle(input) : combined.update(input, step)));
}

// Flink's StatusWatermarkValveTest.testMultipleInputWatermarkAdvancingWithPartiallyIdleChannels.
test('an input that is idle holds nobody back', () => {
  const steps = [
    [0, 15],
    [1, 10],
    [2, 'idle'],
    [1, 18],
    [0, 20],
  ] as const;
  deepEqual(combine(new CombinedWatermark(3), steps), [-Infinity, -Infinity, 10, 15, 18]);
});

// Flink's StatusWatermarkValveTest.testMultipleInputWatermarkRealignmentAfterResumeActive.
test('of one stream, an input that comes back behind does not take part until it has caught up', () => {
  const steps = [
    [0, 10],
    [1, 7],
    [2, 3],
    [2, 'idle'],
    [2, 5],
    [2, 9],
    [1, 12],
  ] as const;
  deepEqual(combine(new CombinedWatermark(3), steps), [-Infinity, -Infinity, 3, 7, 7, 7, 9]);
});

test('of two inputs, one that comes back behind holds the watermark where it is until it has caught up', () => {
  const steps = [
    [0, 10],
    [1, 3],
    [1, 'idle'],
    [1, 5],
    [0, 20],
    [1, 15],
  ] as const;
  deepEqual(combine(new CombinedWatermark(2, 'two-inputs'), steps), [-Infinity, 3, 10, 10, 10, 15]);
});

// Flink's WatermarkOutputMultiplexerTest.whenAllImmediateOutputsBecomeIdleWatermarkAdvances.
test('of two inputs that are both idle the later watermark holds', () => {
  const combined = new CombinedWatermark(2, 'two-inputs');
  deepEqual(
    combine(combined, [
      [0, 5],
      [1, 2],
      [0, 'idle'],
      [1, 'idle'],
    ]),
    [-Infinity, 2, 2, 5],
  );
  deepEqual(combined.isIdle, true);
});

test('of one stream, the last idle input flushes the latest watermark only when it was the one waited for', () => {
  const flushing = [
    [0, 8],
    [1, 5],
    [0, 'idle'],
    [1, 'idle'],
  ] as const;
  const holding = [
    [0, 8],
    [1, 5],
    [1, 'idle'],
    [0, 'idle'],
  ] as const;
  deepEqual(combine(new CombinedWatermark(2), flushing), [-Infinity, 5, 5, 8]);
  deepEqual(combine(new CombinedWatermark(2), holding), [-Infinity, 5, 8, 8]);
});

// Flink's StatusWatermarkValve counts a channel that has ended as one whose watermark is the largest of all.
test.each(['union', 'two-inputs'] as const)(
  'where one input is idle and the others have ended nothing is awaited, and the end comes with the last one (%s)',
  (rule) => {
    const idleLast = [
      [0, 5],
      [1, Infinity],
      [0, 'idle'],
      [0, 7],
      [0, Infinity],
    ] as const;
    const endedLast = [
      [0, 5],
      [0, 'idle'],
      [1, 3],
      [1, Infinity],
      [0, Infinity],
    ] as const;
    const most = NOTHING_AWAITED;
    deepEqual(combine(new CombinedWatermark(2, rule), idleLast), [-Infinity, 5, most, most, Infinity]);
    deepEqual(combine(new CombinedWatermark(2, rule), endedLast), [-Infinity, -Infinity, 3, most, Infinity]);
  },
);

test('of one stream, an input that is behind is not waited for when the others have ended', () => {
  const steps = [
    [0, 20],
    [1, 5],
    [1, 'idle'],
    [1, 6],
    [0, Infinity],
  ] as const;
  deepEqual(combine(new CombinedWatermark(2), steps), [-Infinity, 5, 20, 20, NOTHING_AWAITED]);
  deepEqual(combine(new CombinedWatermark(2, 'two-inputs'), steps), [-Infinity, 5, 20, 20, 20]);
});

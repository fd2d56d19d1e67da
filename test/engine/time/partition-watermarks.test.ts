import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import { PartitionWatermarks } from '../../../engine/time/partition-watermarks.ts';

/** The watermark before each row of a batch of `times`, and the one behind it. */
function stamp(watermarks: PartitionWatermarks, partition: number, ...times: number[]): number[] {
  watermarks.goTo(partition);
  const batch = fromRows(
    [{ name: 'ts', type: 'timestamp' }],
    times.map((ts) => ({ ts })),
  );
  const { watermarksBefore, watermark } = watermarks.stamp(batch, Float64Array.from(times));
  return [...(typeof watermarksBefore === 'number' ? times.map(() => watermarksBefore) : watermarksBefore), watermark];
}

function over(partitions: number, outOfOrdernessMs = 0): PartitionWatermarks {
  const watermarks = new PartitionWatermarks(outOfOrdernessMs);
  for (let i = 0; i < partitions; i++) watermarks.add(i);
  return watermarks;
}

test('the slowest partition gives the watermark, row by row', () => {
  const watermarks = over(2);
  expect(stamp(watermarks, 0, 1000, 2000)).toEqual([-Infinity, -Infinity, -Infinity]);
  expect(stamp(watermarks, 1, 500, 400, 3000)).toEqual([-Infinity, 499, 499, 1999]);
  expect(stamp(watermarks, 0, 2500)).toEqual([1999, 2499]);
});

test('an idle partition is not waited for, and when it comes back the watermark stays until it has caught up', () => {
  const watermarks = over(2, 100);
  stamp(watermarks, 0, 1000);
  watermarks.idle(1);
  expect(watermarks.combined).toBe(899);
  expect(stamp(watermarks, 1, 500)).toEqual([899, 899]);
  expect(stamp(watermarks, 0, 2000)).toEqual([899, 899]);
  expect(stamp(watermarks, 1, 1500)).toEqual([899, 1399]);
});

test('where all are idle, what any of them promised is promised', () => {
  const watermarks = over(2);
  stamp(watermarks, 0, 1000);
  stamp(watermarks, 1, 5000);
  watermarks.idle(0);
  watermarks.idle(1);
  expect(watermarks.combined).toBe(4999);
});

test('a partition that has ended holds nobody up', () => {
  const watermarks = over(2);
  stamp(watermarks, 0, 1000);
  watermarks.end(1);
  expect(watermarks.combined).toBe(999);
  watermarks.end(0);
  expect(watermarks.combined).toBe(999);
});

test('it goes on from what was saved, with partitions that were added later', () => {
  const watermarks = over(2);
  stamp(watermarks, 0, 1000);
  stamp(watermarks, 1, 700);
  const restored = new PartitionWatermarks(0);
  restored.restore([watermarks.snapshot()]);
  for (const partition of [0, 1, 2]) restored.add(partition);
  expect(stamp(restored, 1, 2000)).toEqual([699, 699]);
  expect(stamp(restored, 2, 1500)).toEqual([699, 999]);
});

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { noRows, oneRow, takeRows, watermarksOf } from '../../../engine/data/batch.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import { PassedWatermarks } from '../../../engine/time/passed-watermarks.ts';
import { timedBatch } from '../../support/batches.ts';

const SCHEMA = [{ name: 'v', type: 'bigint' }] as const;
const rows = [1, 2, 3].map((v) => ({ v }));
const batch = timedBatch(SCHEMA, rows, { times: [5, 6, 7], before: [1, 2, 3], after: 4 });

/** The watermarks on the way up to each of `stops`. */
function walked(given: Batch, stops: readonly number[]): number[][] {
  const passed = new PassedWatermarks();
  passed.take(given);
  return stops.map((stop) => {
    const way: number[] = [];
    for (let next = -Infinity; next !== stop;) way.push((next = passed.next(stop)));
    return way;
  });
}

test('the watermarks before rows that were taken out are passed all the same', () => {
  deepEqual(walked(takeRows(batch, Int32Array.of(1), 1), [2, 4]), [
    [1, 2],
    [2, 3, 4],
  ]);
  deepEqual(walked(watermarksOf(batch, SCHEMA), [4]), [[1, 2, 3, 4]]);
  deepEqual(walked(takeRows(takeRows(batch, Int32Array.of(0, 2), 2), Int32Array.of(1), 1), [3, 4]), [
    [1, 2, 3],
    [3, 4],
  ]);
});

test('where the rows show all watermarks there is nothing between them', () => {
  deepEqual(walked(batch, [1, 2, 4]), [[1], [2], [4]]);
});

test('one row of a batch has its time and the watermark before it, not the one behind it', () => {
  const { eventTimes, watermarksBefore, watermark, columns, length } = oneRow(batch, 1);
  deepEqual([length, eventTimes![0], watermarksBefore, watermark, columns[0]!.values[0]], [1, 6, 2, 2, 2]);
  deepEqual(noRows(batch, 3).length, 0);
});

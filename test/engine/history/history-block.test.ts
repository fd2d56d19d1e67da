import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { decodeBlocks, encodeBlock } from '../../../engine/history/history-block.ts';

const BLOCK = encodeBlock([
  { chart: 'p/c', series: 'a', unit: '1', times: Float64Array.of(1000, 2000), values: Float64Array.of(0.5, 0.25) },
]);

function readingsIn(bytes: Buffer): number[] {
  const readings: number[] = [];
  decodeBlocks(bytes, ({ times, values }) => times.forEach((time, i) => readings.push(time, values[i]!)));
  return readings;
}

test('of blocks the last of which was cut off, wherever that was, the whole ones are read', () => {
  for (let length = 0; length < BLOCK.length; length++)
    deepEqual(
      [length, ...readingsIn(Buffer.concat([BLOCK, BLOCK.subarray(0, length)]))],
      [length, 1000, 0.5, 2000, 0.25],
    );
});

test('of a block of which any bit was changed nothing is read', () => {
  for (let bit = 0; bit < 8 * BLOCK.length; bit++) {
    const damaged = Buffer.from(BLOCK);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    deepEqual([bit, ...readingsIn(damaged)], [bit]);
  }
});

import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { SlotPool } from '../../../engine/state/slot-pool.ts';

test('slots are neighbours, told of before they are handed out, and used again', () => {
  const capacities: number[] = [];
  const pool = new SlotPool((capacity) => capacities.push(capacity));
  const slots = Int32Array.from({ length: 100 }, (_, key) => pool.take(key + 1000));
  deepEqual(
    [...slots],
    Array.from({ length: 100 }, (_, i) => i),
  );
  deepEqual([capacities, pool.used, pool.keys[99]], [[65, 130], 100, 1099]);
  pool.giveBack(slots, 100);
  equal(pool.used, 0);
  deepEqual([pool.take(7), pool.take(8), pool.keys[0]], [0, 1, 7]);
});

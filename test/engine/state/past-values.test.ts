import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { FIRST_ROOM } from '../../../engine/state/arrays.ts';
import { PastValues } from '../../../engine/state/past-values.ts';

test('past values double at keys of their own, however many keys come at once', () => {
  const past = new PastValues(3);
  const rooms = new Set<number>();
  for (let bound = 0; bound < 100_000; bound += 1024) {
    past.fit(bound);
    rooms.add(past.values.length / 3 / FIRST_ROOM.pastValues);
  }
  deepEqual([...rooms], [0, 32, 64, 128, 256, 512, 1024, 2048, 4096]);
});

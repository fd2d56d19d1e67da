import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { legendPlaces } from '../../../renderer/charts/legend-places.ts';

test('entries of a legend stand beside each other as long as there is room, then below', () => {
  deepEqual(legendPlaces([40, 40, 40], 100), [
    { x: 0, row: 0 },
    { x: 56, row: 0 },
    { x: 0, row: 1 },
  ]);
});

test('one that is wider than all has a row of its own, also as the first', () => {
  deepEqual(
    legendPlaces([500, 10, 500], 100).map(({ row }) => row),
    [0, 1, 2],
  );
  deepEqual(legendPlaces([], 100), []);
});

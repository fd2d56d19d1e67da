import fc from 'fast-check';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { SlotMap } from '../../../engine/state/slot-map.ts';

test('each key has the slot it was given, whether few or most of all keys occur', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { maxLength: 300 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 6, maxLength: 6 }),
      (rounds, bounds) => {
        const map = new SlotMap();
        const expected = new Map<number, number>();
        let bound = 0;
        rounds.forEach((keys, round) => {
          bound = Math.max(bound, ...keys.map((key) => key + 1), bounds[round]!);
          map.fit(bound);
          for (const key of keys) {
            if (expected.has(key)) continue;
            equal(map.find(key), -1);
            expected.set(key, expected.size);
            map.add(key, expected.get(key)!);
          }
          for (const [key, slot] of expected) equal(map.find(key), slot);
          if (map.dense !== null) equal(bound <= map.dense.length, true);
        });
      },
    ),
  );
});

test('a window of few of many keys keeps no array of all keys, one of most of them does', () => {
  const map = new SlotMap();
  map.fit(1_000_000);
  map.add(999_999, 1);
  map.fit(1_000_000);
  deepEqual([map.dense, map.find(999_999)], [null, 1]);
  for (let key = 0; key < 500; key++) map.add(key, key);
  map.fit(1000);
  equal(map.dense === null, false);
});

test('when ever more keys come that a window does not have, its array of all keys is given up', () => {
  const map = new SlotMap();
  map.fit(10);
  for (let key = 0; key < 10; key++) map.add(key, key * 2);
  equal(map.dense === null, false);
  map.fit(100_000);
  deepEqual(
    [map.dense, Array.from({ length: 11 }, (_, key) => map.find(key))],
    [null, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, -1]],
  );
});

test('a map that was cleared has no key, and keeps its array of all keys only where there were many', () => {
  const [small, many, few] = [new SlotMap(), new SlotMap(), new SlotMap()];
  small.fit(10);
  for (let key = 0; key < 10; key++) small.add(key, key);
  many.fit(4000, 2000);
  for (let key = 0; key < 2000; key++) many.add(key, key);
  few.fit(4000, 2000);
  few.add(7, 1);
  const arrays = [small, many, few].map(({ dense }) => dense);
  for (const map of [small, many, few]) map.clear();
  deepEqual(
    [small, many, few].map((map, i) => [map.dense === null, map.dense === arrays[i], map.find(7)]),
    [
      [false, true, -1],
      [false, true, -1],
      [true, false, -1],
    ],
  );
});

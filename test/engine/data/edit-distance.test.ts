import { deepEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { editDistance } from '../../../engine/data/edit-distance.ts';

test('inserting, deleting, changing and swapping neighbours each count one', () => {
  const pairs = ['value value', 'value valu', 'value vakue', 'value vlaue', 'value vauel', 'abc cba', ' a'];
  deepEqual(
    pairs.map((pair) => editDistance(pair.split(' ')[0]!, pair.split(' ')[1]!, 10)),
    [0, 1, 1, 1, 2, 2, 1],
  );
});

test('a distance below the limit is exact, and any other is at least the limit', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 5 }), (left, right, limit) => {
      const exact = editDistance(left, right, Infinity);
      const found = editDistance(left, right, limit);
      deepEqual(Math.min(found, limit), Math.min(exact, limit));
    }),
  );
});

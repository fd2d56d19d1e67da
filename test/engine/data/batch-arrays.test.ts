import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { BatchArrays } from '../../../engine/data/batch-arrays.ts';
import { takeRows } from '../../../engine/data/batch.ts';

import { fromRows, toRows } from '../../../engine/data/rows.ts';

describe('arrays of one batch after the other', () => {
  it('are the same ones again where nobody keeps batches, each in its turn', () => {
    const arrays = new BatchArrays();
    arrays.begin();
    const first = [arrays.numbers(3), arrays.numbers(3), arrays.integers(3), arrays.bytes(3)];
    arrays.begin();
    const second = [arrays.numbers(3), arrays.numbers(3), arrays.integers(3), arrays.bytes(3)];
    second.forEach((array, i) => equal(array, first[i]));
    notEqual(first[0], first[1]);
  });

  it('are as long as was asked for, also after a longer batch', () => {
    const arrays = new BatchArrays();
    const lengths = [4, 2, 4, 7, 0].map((length) => {
      arrays.begin();
      return arrays.numbers(length).length;
    });
    deepEqual(lengths, [4, 2, 4, 7, 0]);
  });

  it('are new ones while somebody keeps batches', () => {
    let isKept = true;
    const arrays = new BatchArrays(() => isKept);
    arrays.begin();
    const kept = arrays.numbers(2);
    arrays.begin();
    notEqual(arrays.numbers(2), kept);
    isKept = false;
    arrays.begin();
    notEqual(arrays.numbers(2), kept);
  });

  it('hold the rows that are taken of a batch until the next begins', () => {
    const arrays = new BatchArrays();
    const batch = fromRows([{ name: 'x', type: 'double' }], [{ x: 1 }, { x: 2 }, { x: 3 }]);
    arrays.begin();
    const taken = takeRows(batch, Int32Array.of(2, 0), 2, arrays);
    deepEqual(toRows(taken), [{ x: 3 }, { x: 1 }]);
    arrays.begin();
    takeRows(batch, Int32Array.of(1, 1), 2, arrays);
    expect(toRows(taken)).toEqual([{ x: 2 }, { x: 2 }]);
  });
});

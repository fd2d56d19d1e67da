import { expect, test } from 'vitest';
import { SnapshotMemory, joinIntegers } from '../../../engine/state/snapshot-memory.ts';
import { DistinctValues } from '../../../engine/windows/distinct.ts';
import { written } from '../../support/moved.ts';

test('distinct values can be looked at before they are saved, while nothing is copied', () => {
  const distinct = new DistinctValues();
  distinct.grow(4);
  distinct.update({ type: 'double', values: Float64Array.of(1, 2, 1), nulls: null }, Int32Array.of(0, 0, 3), 0, 3);
  const memory = new SnapshotMemory();
  const save = () => distinct.save(joinIntegers([Int32Array.of(0, 2, 3)]), 3);
  expect(() => [...memory.makeReady(save)]).not.toThrow();
  expect(written(memory.take(save))).toEqual({
    sizes: Int32Array.of(2, 0, 1),
    numbers: Float64Array.of(1, 2, 1),
    texts: [],
  });
});

import { deepEqual, equal } from 'node:assert/strict';
import { describe, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { ColumnType, Value } from '../../../engine/data/types.ts';
import { keyGroupRange, keyGroupsOf, subtaskOf } from '../../../engine/state/key-groups.ts';

describe('a key group', () => {
  const texts = ['host-1', 'host-2', 'cpu0', 'sda', '', 'a', 'key1', 'key2'];

  test('is the one that Flink gives a text', () => {
    deepEqual(
      groupsOf(
        ['string'],
        texts.map((text) => [text]),
      ),
      [90, 19, 34, 9, 94, 81, 41, 27],
    );
  });

  test('belongs to the subtask that Flink gives it to', () => {
    const groups = groupsOf(
      ['string'],
      texts.map((text) => [text]),
    );
    deepEqual(
      groups.map((group) => subtaskOf(group, 3)),
      [2, 0, 0, 0, 2, 1, 0, 0],
    );
    const ranges = [0, 1, 2].map((subtask) => keyGroupRange(subtask, 3));
    deepEqual(ranges, [
      { first: 0, last: 42 },
      { first: 43, last: 85 },
      { first: 86, last: 127 },
    ]);
  });

  test.each([1, 2, 3, 5, 64, 128])('is in the range of exactly its subtask, of %i', (parallelism) => {
    for (let group = 0; group < 128; group++) {
      const { first, last } = keyGroupRange(subtaskOf(group, parallelism), parallelism);
      equal(first <= group && group <= last, true);
    }
  });

  test('is the same for values that are one key', () => {
    const types: ColumnType[] = ['double', 'bigint', 'boolean', 'timestamp'];
    const [one, two] = groupsOf(types, [
      [0, -5, true, null],
      [-0, -5, true, null],
    ]);
    equal(one, two);
  });

  test('spreads numbers over all subtasks', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [i * 1000, i / 7]);
    const counts = new Array<number>(8).fill(0);
    for (const group of groupsOf(['bigint', 'double'], rows)) counts[subtaskOf(group, 8)]!++;
    equal(Math.min(...counts) > 1000, true);
  });
});

function groupsOf(types: readonly ColumnType[], rows: readonly (readonly Value[])[]): number[] {
  const schema = types.map((type, i) => ({ name: `c${i}`, type }));
  const { columns } = fromRows(
    schema,
    rows.map((values) => Object.fromEntries(values.map((value, i) => [`c${i}`, value]))),
  );
  const groups = new Uint8Array(rows.length);
  keyGroupsOf(columns, rows.length, groups);
  return [...groups];
}

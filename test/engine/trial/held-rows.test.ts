import { expect, test } from 'vitest';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import { batchesOf, HELD, RowHolder } from '../../../engine/trial/held-rows.ts';

const SCHEMA = [
  { name: 'n', type: 'bigint' },
  { name: 'name', type: 'string' },
] as const;

const batch = (...rows: readonly (readonly [n: number | null, name: string | null])[]) =>
  fromRows(
    SCHEMA,
    rows.map(([n, name]) => ({ n, name })),
  );

test('held rows come back as they were, also through another thread, with the moment at which they came', () => {
  const holder = new RowHolder();
  holder.hold(batch([1, 'a'], [null, 'b']), 100);
  holder.hold(batch([3, null], [4, 'a']), 200);
  const back = [...batchesOf(structuredClone(holder.rows(SCHEMA)))];
  expect(back.map(({ at, batch: each }) => [at, toRows(each)])).toEqual([
    [
      100,
      [
        { n: 1, name: 'a' },
        { n: null, name: 'b' },
      ],
    ],
    [
      200,
      [
        { n: 3, name: null },
        { n: 4, name: 'a' },
      ],
    ],
  ]);
});

test('rows are copies: whoever gave them may use their arrays again', () => {
  const holder = new RowHolder();
  const given = batch([1, 'a']);
  holder.hold(given, 0);
  (given.columns[0]!.values as Float64Array)[0] = 9;
  expect([...batchesOf(holder.rows(SCHEMA))].flatMap(({ batch: each }) => toRows(each))).toEqual([{ n: 1, name: 'a' }]);
});

test('the oldest rows are given up: those that are too old, too many, or too large', () => {
  const spans = (limits: Partial<typeof HELD>) => {
    const holder = new RowHolder({ ...HELD, ...limits });
    for (const at of [0, 10, 20]) holder.hold(batch([at, 'abcdefgh'], [at, 'ijklmnop']), at);
    return holder.span();
  };
  expect([spans({}), spans({ ms: 15 }), spans({ rows: 3 }), spans({ bytes: 100 }), spans({ bytes: 1 })]).toEqual([
    { rows: 6, since: 0 },
    { rows: 4, since: 10 },
    { rows: 2, since: 20 },
    { rows: 4, since: 10 },
    { rows: 0, since: null },
  ]);
});

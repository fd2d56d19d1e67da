import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import { NodeCounters } from '../../../engine/runtime/node-counters.ts';
import { Rejections } from '../../../engine/runtime/rejections.ts';

const ROW = { file: 'a.ndjson', line: 7, reason: 'bad JSON', text: '{' };

test('the first hundred rejected rows are told of with file, line and reason, the rest are counted', () => {
  const told: string[] = [];
  const counters = new NodeCounters('in', 'source');
  const rejections = new Rejections(counters, {
    tell: (message) => told.push(message),
    store: null,
    failsOnError: false,
  });
  for (let i = 0; i < 250; i++) rejections.reject(ROW);
  expect([told.length, told[0], told.at(-1), counters.rejected]).toEqual([
    101,
    'source "in": row rejected: a.ndjson:7: bad JSON',
    'source "in": further rejected rows are only counted',
    250,
  ]);
});

test('with on_error: fail the first one stops the pipeline and says where', () => {
  const counters = new NodeCounters('in', 'source');
  const rejections = new Rejections(counters, { tell: () => undefined, store: null, failsOnError: true });
  expect(() => rejections.reject(ROW)).toThrow(
    'source "in": a.ndjson:7: bad JSON; "on_error: fail" stops the pipeline',
  );
});

test('a row that could not be computed is told with the place it was read from and its values', () => {
  const kept: unknown[] = [];
  const counters = new NodeCounters('op', 'operator');
  const rejections = new Rejections(counters, {
    tell: () => undefined,
    store: { put: (row) => kept.push(row) },
    failsOnError: false,
  });
  const batch = fromRows([{ name: 'v', type: 'bigint' }], [{ v: 1 }, { v: 0 }]);
  const origin = { file: 'x.csv', lines: Float64Array.from([2, 3]) };
  rejections.rejectComputed({ ...batch, origin }, 1, 'division by zero: 7 / 0');
  expect(kept).toEqual([{ file: 'x.csv', line: 3, reason: 'division by zero: 7 / 0', text: '{"v":0}' }]);
});

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { BatchBuilder } from '../../../engine/data/batch-builder.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import { DICTIONARY_LIMIT } from '../../../engine/data/dictionary.ts';
import { fromRows, valueAt } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import type { Kernel } from '../../../engine/expression/index.ts';
import { compileExpression, RowFailures } from '../../../engine/expression/index.ts';
import { evaluate, evaluateBatch, failed, parse } from './evaluate.ts';

const TEXT: Schema = [{ name: 's', type: 'string' }];

function values(kernel: Kernel, batch: Batch): Value[] {
  const column = kernel.evaluate(batch, new RowFailures());
  return Array.from({ length: batch.length }, (_, i) => valueAt(column, i));
}

test('a kernel serves batch after batch, with strings that come anew', () => {
  const kernel = compileExpression(parse('UPPER(s)', TEXT));
  const builder = new BatchBuilder(TEXT, 1);
  const batches = [['a', 'b'], [], ['b', 'c', null, 'a'], Array.from({ length: 100 }, (_, i) => `x${i}`)].map(
    (rows) => {
      for (const row of rows) builder.appendRow([row]);
      return builder.take();
    },
  );
  deepEqual(
    batches.map((batch) => values(kernel, batch)),
    [['A', 'B'], [], ['B', 'C', null, 'A'], Array.from({ length: 100 }, (_, i) => `X${i}`)],
  );
});

test('earlier results stay as they are when later batches bring more strings than a dictionary holds', () => {
  const kernel = compileExpression(parse("s || '!'", TEXT));
  const batchOf = (from: number): Batch =>
    fromRows(
      TEXT,
      Array.from({ length: 40_000 }, (_, i) => ({ s: `${from + i}` })),
    );
  const batches = [0, 40_000, 80_000, 0].map(batchOf);
  const columns = batches.map((batch) => kernel.evaluate(batch, new RowFailures()));
  deepEqual(
    columns.map((column) => [valueAt(column, 0), valueAt(column, 39_999)]),
    [
      ['0!', '39999!'],
      ['40000!', '79999!'],
      ['80000!', '119999!'],
      ['0!', '39999!'],
    ],
  );
  deepEqual(
    columns.map((column) => column.type === 'string' && column.dictionary.size < DICTIONARY_LIMIT + 40_000),
    [true, true, true, true],
  );
});

test('dictionaries do not mix, also where a kernel sees them in turn', () => {
  const kernel = compileExpression(
    parse("CASE WHEN s = 'b' THEN 'B' WHEN s LIKE 'a%' THEN s || '?' ELSE COALESCE(s, 'none') END", TEXT),
  );
  const left = fromRows(TEXT, [{ s: 'a' }, { s: 'b' }, { s: null }]);
  const right = fromRows(TEXT, [{ s: 'b' }, { s: 'c' }, { s: 'ab' }]);
  deepEqual(
    [values(kernel, left), values(kernel, right), values(kernel, left)],
    [
      ['a?', 'B', 'none'],
      ['B', 'c', 'ab?'],
      ['a?', 'B', 'none'],
    ],
  );
});

test('a column of literals is as long as any batch', () => {
  const kernel = compileExpression(parse('1 + 1', TEXT));
  const rows = (count: number): Batch =>
    fromRows(
      TEXT,
      Array.from({ length: count }, () => ({ s: 'x' })),
    );
  deepEqual(
    [values(kernel, rows(1)), values(kernel, rows(3)), values(kernel, rows(0)), values(kernel, rows(2))],
    [[2], [2, 2, 2], [], [2, 2]],
  );
});

test('arrays that are longer than their batch are read to its length', () => {
  const builder = new BatchBuilder(
    [
      { name: 'n', type: 'bigint' },
      { name: 'b', type: 'boolean' },
    ],
    64,
  );
  builder.appendRow([1, true]);
  builder.appendRow([null, null]);
  builder.appendRow([3, false]);
  const batch = builder.take();
  const texts = [
    'n + 1',
    'n IS NULL',
    'b AND n > 0',
    'NOT b',
    'COALESCE(n, 7)',
    'IF(b, n, 0)',
    'n IN (1, NULL)',
    'b IS TRUE',
    'CAST(b AS BIGINT)',
    'n / (n - 3)',
  ];
  deepEqual(
    texts.map((text) => evaluateBatch(parse(text, batch.schema), batch)),
    [
      [2, null, 4],
      [false, true, false],
      [true, null, false],
      [false, null, true],
      [1, 7, 3],
      [1, 0, 0],
      [true, null, null],
      [true, false, false],
      [1, null, 0],
      [0, null, failed('division by zero: 3 / 0')],
    ],
  );
});

test('the columns of a batch are not changed', () => {
  const batch = fromRows(
    [
      { name: 'd', type: 'double' },
      { name: 'b', type: 'boolean' },
    ],
    [
      { d: 1e308, b: true },
      { d: null, b: null },
      { d: 0, b: false },
    ],
  );
  const before = structuredClone(batch.columns);
  for (const text of [
    'd * 10',
    'd / 0',
    'CAST(d AS BIGINT)',
    'b AND d > 0',
    'b OR d > 0',
    'COALESCE(d, 5)',
    'IF(b, d, -d)',
    'b IS NOT TRUE',
    'd IS NULL',
    'NOT b',
  ]) {
    evaluateBatch(parse(text, batch.schema), batch);
  }
  deepEqual(batch.columns, before);
});

test('a constant that fails does so for each row, and only where it is reached', () => {
  deepEqual(evaluate('1 / 0', [{}, {}]), [failed('division by zero: 1 / 0'), failed('division by zero: 1 / 0')]);
  deepEqual(evaluate('IF(b, 1 / 0, 2)', [{ b: true }, { b: false }]), [failed('division by zero: 1 / 0'), 2]);
});

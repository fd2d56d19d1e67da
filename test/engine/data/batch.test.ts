import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { BatchBuilder, ColumnBuilder } from '../../../engine/data/batch-builder.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import { takeRows, watermarkOnly } from '../../../engine/data/batch.ts';
import { Dictionary, DICTIONARY_LIMIT } from '../../../engine/data/dictionary.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { columnIndex, sameSchema } from '../../../engine/data/types.ts';

const SCHEMA: Schema = [
  { name: 's', type: 'string' },
  { name: 'd', type: 'double' },
  { name: 'i', type: 'bigint' },
  { name: 'b', type: 'boolean' },
  { name: 't', type: 'timestamp' },
];

const ROWS: readonly Row[] = [
  { s: 'a', d: 0.5, i: 1, b: true, t: 1000 },
  { s: null, d: null, i: null, b: null, t: null },
  { s: 'b', d: -0.5, i: -9007199254740991, b: false, t: -1 },
  { s: 'a', d: 1e300, i: 0, b: true, t: 8.64e15 },
];

test('rows that go into columns come out as they were', () => {
  deepEqual(toRows(fromRows(SCHEMA, ROWS)), ROWS);
  deepEqual(toRows(fromRows(SCHEMA, ROWS), 2), ROWS.slice(2));
});

test('a column that a row lacks is null', () => {
  deepEqual(toRows(fromRows(SCHEMA, [{ d: 1 }])), [{ s: null, d: 1, i: null, b: null, t: null }]);
});

test('taken rows are in the order asked for, with their times, watermarks and places', () => {
  const batch: Batch = {
    ...fromRows(SCHEMA, ROWS),
    eventTimes: Float64Array.of(1, 2, 3, 4),
    watermarksBefore: Float64Array.of(-Infinity, 0, 1, 2),
    watermark: 3,
    origin: { file: 'x', lines: Float64Array.of(11, 12, 13, 14) },
  };
  const taken = takeRows(batch, Int32Array.of(0, 2, 3, 99), 3);
  deepEqual(toRows(taken), [ROWS[0], ROWS[2], ROWS[3]]);
  deepEqual(
    [taken.eventTimes, taken.watermarksBefore, taken.watermark, taken.origin],
    [Float64Array.of(1, 3, 4), Float64Array.of(-Infinity, 1, 2), 3, { file: 'x', lines: Float64Array.of(11, 13, 14) }],
  );
});

test('a batch of no rows moves the watermark', () => {
  const { length, watermarksBefore, watermark, columns } = watermarkOnly(SCHEMA, 7);
  deepEqual(
    [length, watermarksBefore, watermark, columns.map(({ type }) => type)],
    [...[0, 7, 7], SCHEMA.map(({ type }) => type)],
  );
});

test('a builder grows, gives what it has, and starts anew', () => {
  const builder = new BatchBuilder(SCHEMA, 1);
  for (let n = 0; n < 100; n++) builder.appendRow(Object.values(ROWS[n % 4]!));
  const first = builder.take();
  builder.appendRow(Object.values(ROWS[2]!));
  deepEqual(
    toRows(first),
    Array.from({ length: 100 }, (_, n) => ROWS[n % 4]),
  );
  deepEqual([toRows(builder.take()), builder.length], [[ROWS[2]], 0]);
});

test('a row that is abandoned half way leaves no trace', () => {
  const builder = new BatchBuilder(SCHEMA, 4);
  builder.appendRow(Object.values(ROWS[0]!));
  builder.columns[0]!.appendNull();
  builder.columns[1]!.append(5);
  builder.abandonRow();
  builder.appendRow(Object.values(ROWS[3]!));
  deepEqual(toRows(builder.take()), [ROWS[0], ROWS[3]]);
});

test('a column that is lent is there until the next one is begun in its arrays, one that is taken stays', () => {
  const builder = new ColumnBuilder('bigint', 4);
  const give = (values: readonly (number | null)[], how: 'take' | 'lend') => {
    for (const value of values) builder.append(value);
    return builder[how]();
  };
  const lent = give([1, null], 'lend');
  deepEqual([lent.values[0], [...lent.nulls!.subarray(0, 2)]], [1, [0, 1]]);
  const taken = give([2, 3], 'take');
  deepEqual([taken.values === lent.values, taken.nulls], [true, null]);
  give([4, 5], 'take');
  deepEqual([...taken.values.subarray(0, 2)], [2, 3]);
});

test('a builder starts a new dictionary once one is full, and batches given before keep theirs', () => {
  const builder = new BatchBuilder([{ name: 's', type: 'string' }], 16);
  for (let n = 0; n < DICTIONARY_LIMIT; n++) builder.appendRow([`text ${n}`]);
  const full = builder.take();
  builder.appendRow(['other']);
  const next = builder.take();
  const sizes = [full, next].map(({ columns: [column] }) => column?.type === 'string' && column.dictionary.size);
  deepEqual(sizes, [DICTIONARY_LIMIT, 1]);
  deepEqual(
    [toRows(full, DICTIONARY_LIMIT - 1), toRows(next)],
    [[{ s: `text ${DICTIONARY_LIMIT - 1}` }], [{ s: 'other' }]],
  );
});

test('a dictionary gives the same number for the same string', () => {
  const dictionary = new Dictionary();
  deepEqual([dictionary.intern('a'), dictionary.intern('b'), dictionary.intern('a')], [0, 1, 0]);
  deepEqual([dictionary.size, dictionary.text(1), dictionary.find('b'), dictionary.find('c')], [2, 'b', 1, -1]);
});

test('schemas are the same when names, types and order are', () => {
  deepEqual(sameSchema(SCHEMA, [...SCHEMA]), true);
  deepEqual(sameSchema(SCHEMA, [...SCHEMA].reverse()), false);
  deepEqual(sameSchema(SCHEMA, SCHEMA.slice(1)), false);
  deepEqual([columnIndex(SCHEMA, 'i'), columnIndex(SCHEMA, 'none')], [2, -1]);
});

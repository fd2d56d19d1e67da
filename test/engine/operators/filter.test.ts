import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import { toRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { Expression } from '../../../engine/expression/index.ts';
import { createFilter } from '../../../engine/operators/filter.ts';
import { collect, row, toBatches, watermark } from '../../support/collect.ts';
import { column, operatorNode } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [
  { name: 'name', type: 'string' },
  { name: 'n', type: 'bigint' },
];

function number(value: number): Expression {
  return { kind: 'literal', type: 'bigint', value };
}

/** 10 / n > 1: fails where n is 0. */
const where: Expression = {
  kind: 'call',
  type: 'boolean',
  name: '>',
  arguments: [{ kind: 'call', type: 'bigint', name: '/', arguments: [number(10), column(SCHEMA, 'n')] }, number(1)],
};
const node = operatorNode({ type: 'filter', where }, SCHEMA);

test('rows for which the condition is true pass; false, unknown and failed ones do not, and the failed are told', () => {
  const values = [3, 100, null, 0, 5].map((n, i) => row(i, { name: `row ${i}`, n }));
  const input = [...values, watermark(7)];
  const emitted = collect((context) => createFilter(node, context), toBatches(SCHEMA, input, [10]));
  const [rejected, ...rest] = emitted;
  deepEqual(rejected && 'rejected' in rejected && rejected.rejected, { name: 'row 3', n: 0 });
  deepEqual(rest, [row(0, { name: 'row 0', n: 3 }), row(4, { name: 'row 4', n: 5 }), watermark(7)]);
});

test('kept rows take their times, their watermarks and their origin along', () => {
  const [batch] = toBatches(
    SCHEMA,
    [row(1, { n: 2 }), watermark(0), row(9, { n: 50 }), watermark(6), row(8, { n: 5 })],
    [5],
  );
  const passed = pass({ ...batch!, origin: { file: 'a.csv', lines: Float64Array.of(2, 3, 4) } });
  deepEqual(toRows(passed), [
    { name: null, n: 2 },
    { name: null, n: 5 },
  ]);
  deepEqual(
    [passed.eventTimes, passed.watermarksBefore, passed.watermark, passed.origin],
    [Float64Array.of(1, 8), Float64Array.of(-Infinity, 6), 6, { file: 'a.csv', lines: Float64Array.of(2, 4) }],
  );
});

test('a batch of which every row passes goes on as it is', () => {
  const [batch] = toBatches(SCHEMA, [row(1, { n: 2 }), row(2, { n: 4 })], [5]);
  equal(pass(batch!), batch);
});

test('a batch of which no row passes still moves the watermark', () => {
  const [batch] = toBatches(SCHEMA, [row(1, { n: 20 }), watermark(3)], [5]);
  const passed = pass(batch!);
  deepEqual([passed.length, passed.watermark], [0, 3]);
});

function pass(batch: Batch): Batch {
  const passed: Batch[] = [];
  const output = { receive: (each: Batch) => passed.push(each) };
  createFilter(node, { output, late: null, counters: { late: 0 }, reject: () => {} }).receive(batch);
  equal(passed.length, 1);
  return passed[0]!;
}

import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { ComputedColumn } from '../../../engine/document/plan.ts';
import { createOperator } from '../../../engine/operators/index.ts';
import type { Create } from '../../support/collect.ts';
import { collect, row, toBatches, watermark } from '../../support/collect.ts';
import { column, operatorNode } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [
  { name: 'name', type: 'string' },
  { name: 'n', type: 'bigint' },
];

const inverse: ComputedColumn = {
  name: 'inverse',
  expression: {
    kind: 'call',
    type: 'bigint',
    name: '/',
    arguments: [{ kind: 'literal', type: 'bigint', value: 10 }, column(SCHEMA, 'n')],
  },
};
const renamed: ComputedColumn = { name: 'who', expression: column(SCHEMA, 'name') };

const select: Create = (context) => {
  const schema: Schema = [
    { name: 'inverse', type: 'bigint' },
    { name: 'who', type: 'string' },
  ];
  return createOperator(operatorNode({ type: 'select', columns: [inverse, renamed] }, schema), [SCHEMA], context)
    .inputs[0]!;
};
const extend: Create = (context) => {
  const schema: Schema = [...SCHEMA, { name: 'inverse', type: 'bigint' }];
  return createOperator(operatorNode({ type: 'extend', columns: [inverse] }, schema), [SCHEMA], context).inputs[0]!;
};

const input = [row(1, { name: 'a', n: 3 }), row(2, { name: 'b', n: null }), watermark(2)];

test('select gives the written columns and those only, at the times of their rows', () => {
  deepEqual(collect(select, toBatches(SCHEMA, input, [5])), [
    row(1, { inverse: 3, who: 'a' }),
    row(2, { inverse: null, who: 'b' }),
    watermark(2),
  ]);
});

test('extend gives the columns of its input and the written ones', () => {
  deepEqual(collect(extend, toBatches(SCHEMA, input, [5])), [
    row(1, { name: 'a', n: 3, inverse: 3 }),
    row(2, { name: 'b', n: null, inverse: null }),
    watermark(2),
  ]);
});

test('a row of which a column cannot be computed is rejected, and the others go on with their watermarks', () => {
  const rows = [
    row(1, { name: 'a', n: 3 }),
    watermark(0),
    row(2, { name: 'b', n: 0 }),
    watermark(1),
    row(3, { name: 'c', n: 5 }),
  ];
  const emitted = collect(extend, toBatches(SCHEMA, rows, [5]));
  deepEqual(
    emitted.map((each) => ('rejected' in each ? each.rejected : each)),
    [
      { name: 'b', n: 0 },
      row(1, { name: 'a', n: 3, inverse: 3 }),
      watermark(0),
      watermark(1),
      row(3, { name: 'c', n: 5, inverse: 2 }),
    ],
  );
});

test('columns that are only passed on are not copied', () => {
  const [batch] = toBatches(SCHEMA, input, [5]);
  const passed: Batch[] = [];
  const context = {
    output: { receive: (each: Batch) => passed.push(each) },
    late: null,
    counters: { late: 0 },
    reject: () => {},
  };
  extend(context).receive(batch!);
  select(context).receive(batch!);
  equal(passed[0]!.columns[0], batch!.columns[0]);
  equal(passed[1]!.columns[1]!.values, batch!.columns[0]!.values);
});

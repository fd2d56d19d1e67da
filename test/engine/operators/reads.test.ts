import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import { valueAt } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import type { Expression } from '../../../engine/expression/index.ts';
import { createFilter } from '../../../engine/operators/filter.ts';
import { createLag } from '../../../engine/operators/lag.ts';
import type { OperatorContext, Receiver } from '../../../engine/operators/operator.ts';
import type { Reads } from '../../../engine/operators/reads.ts';
import { readsOf } from '../../../engine/operators/reads.ts';
import { createSelect } from '../../../engine/operators/select.ts';
import { Output } from '../../../engine/runtime/edges.ts';
import { row, toBatches, watermark } from '../../support/collect.ts';
import { lagNode } from '../../support/keyed-nodes.ts';
import { column, operatorNode } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [
  { name: 'name', type: 'string' },
  { name: 'n', type: 'bigint' },
  { name: 'm', type: 'double' },
  { name: 'isOn', type: 'boolean' },
];

const one: Expression = { kind: 'literal', type: 'bigint', value: 1 };
const isMany: Expression = { kind: 'call', type: 'boolean', name: '>', arguments: [column(SCHEMA, 'n'), one] };

function call(name: string, ...args: Expression[]): Expression {
  return { kind: 'call', type: 'bigint', name, arguments: args };
}

function contextOf(output: Receiver): OperatorContext {
  return { output, late: null, counters: { late: 0 }, reject: () => undefined };
}

/** What a filter hands on to a receiver that says `reads`. */
function filtered(reads: Reads | undefined): Batch {
  const given: Batch[] = [];
  const output = { receive: (batch: Batch) => void given.push(batch), reads };
  const input = [row(1, { name: 'a', n: 1, m: 1, isOn: true }), row(2, { name: 'b', n: 2, m: 2 }), watermark(1)];
  const [batch] = toBatches(SCHEMA, input, [10]);
  createFilter(operatorNode({ type: 'filter', where: isMany }, SCHEMA), contextOf(output)).receive(batch!);
  return given[0]!;
}

function valuesOf({ columns }: Batch): Value[] {
  return columns.map((each) => (each.values.length === 0 ? 'missing' : valueAt(each, 0)));
}

test('a filter leaves out what nobody behind it reads, but not the watermark behind the rows', () => {
  const batch = filtered({ times: false, columns: new Set([0]) });
  deepEqual(valuesOf(batch), ['b', 'missing', 'missing', 'missing']);
  deepEqual([batch.length, batch.eventTimes, batch.watermark], [1, null, 1]);
});

test('who does not say what it reads is given everything', () => {
  const batch = filtered(undefined);
  deepEqual(valuesOf(batch), ['b', 2, 2, null]);
  deepEqual([batch.length, batch.eventTimes, batch.watermark], [1, Float64Array.of(2), 1]);
});

/** What a select of `expression` and the column `m` reads. */
function readsOfSelect(expression: Expression, behind: Reads): Reads {
  const schema: Schema = [
    { name: 'x', type: 'bigint' },
    { name: 'm', type: 'double' },
  ];
  const node = operatorNode({ type: 'select', columns: [{ name: 'x', expression }] }, schema);
  return readsOf(createSelect(node, SCHEMA, contextOf({ receive: () => undefined, reads: behind })));
}

test('a projection reads its columns, and the whole row where it may have to tell of one', () => {
  const behind = { times: false, columns: null };
  deepEqual(readsOfSelect(column(SCHEMA, 'n'), behind), { times: false, columns: new Set([1, 2]) });
  deepEqual(readsOfSelect(call('+', column(SCHEMA, 'n'), one), behind), { times: false, columns: null });
  deepEqual(readsOfSelect(one, { times: true, columns: null }), { times: true, columns: new Set([2]) });
});

/** What a lag of `columns` by name reads. */
function readsOfLag(columns: Readonly<Record<string, string>>, behind: Reads): Reads {
  const node = lagNode(SCHEMA, ['name'], columns);
  return readsOf(createLag(node, SCHEMA, contextOf({ receive: () => undefined, reads: behind })));
}

test('a lag reads its key and arguments, the times of its rows for a rate only, and the whole row where it may have to tell of one', () => {
  const behind = { times: false, columns: new Set([3]) };
  deepEqual(readsOfLag({ d: 'delta(m)' }, behind), { times: false, columns: new Set([0, 4, 2, 3]) });
  deepEqual(readsOfLag({ r: 'rate(m)' }, behind).times, true);
  deepEqual(readsOfLag({ d: 'delta(m)' }, { ...behind, times: true }).times, true);
  deepEqual(readsOfLag({ d: 'delta(n)' }, behind), { times: false, columns: null });
  deepEqual(readsOfLag({ d: '7 / lag(n)' }, behind), { times: false, columns: null });
});

test('who comes to an edge while it runs is given everything from then on', () => {
  const output = new Output();
  const nothing = (): void => undefined;
  output.add({ receive: nothing, idle: nothing, reads: { times: false, columns: new Set([1]) } });
  output.add({ receive: nothing, idle: nothing, reads: { times: true, columns: new Set([2]) } });
  const before = output.reads;
  const leave = output.add({ receive: nothing, idle: nothing });
  const during = output.reads;
  leave();
  deepEqual(
    [before, during, output.reads],
    [
      { times: true, columns: new Set([1, 2]) },
      { times: true, columns: null },
      { times: true, columns: new Set([1, 2]) },
    ],
  );
});

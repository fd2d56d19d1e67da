import fc from 'fast-check';
import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'vitest';
import { ColumnBuilder } from '../../../engine/data/batch-builder.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { fromRows, valueAt } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import type { AggregateFunction } from '../../../engine/document/plan.ts';
import { RowFailures } from '../../../engine/expression/index.ts';
import { Aggregation } from '../../../engine/windows/aggregation.ts';
import { aggregateCall } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [
  { name: 'double', type: 'double' },
  { name: 'bigint', type: 'bigint' },
  { name: 'text', type: 'string' },
  { name: 'truth', type: 'boolean' },
  { name: 'moment', type: 'timestamp' },
];

type Call = readonly [AggregateFunction, string?];

/** The results of `calls` over `rows`, all in one slot, given in runs of `size`. */
function aggregate(calls: readonly Call[], rows: readonly Row[], size = 1000): Value[] {
  const planned = calls.map((call) => aggregateCall(SCHEMA, ...call));
  const aggregation = new Aggregation(planned);
  aggregation.grow(8);
  for (let from = 0; from < rows.length; from += size) {
    const batch = fromRows(SCHEMA, rows.slice(from, from + size));
    const failures = new RowFailures();
    aggregation.evaluate(batch, failures);
    aggregation.update(new Int32Array(batch.length).fill(3), 0, batch.length);
  }
  const builders = planned.map(({ type }) => new ColumnBuilder(type, 1));
  aggregation.write(Int32Array.of(3), 1, builders, new RowFailures());
  return builders.map((builder) => valueAt(builder.take(), 0));
}

function column(name: string, values: readonly Value[]): Row[] {
  return values.map((value) => ({ [name]: value }));
}

const KEPT: readonly AggregateFunction[] = ['min', 'max', 'first', 'last'];
const SPREAD: readonly AggregateFunction[] = ['var_pop', 'var_samp', 'stddev_pop', 'stddev_samp'];

test.each([
  ['double', [0.5, null, -2, 7], [-2, 7, 0.5, 7]],
  ['bigint', [5, null, -2, 3], [-2, 5, 5, 3]],
  ['text', ['b', null, 'a', '\u{1f600}', '\u{ffff}'], ['a', '\u{1f600}', 'b', '\u{ffff}']],
  ['truth', [true, null, false, true], [false, true, true, true]],
  ['moment', [1000, -1, null], [-1, 1000, 1000, -1]],
])('min, max, first and last of a %s pass over nulls and keep the type', (name, values, expected) => {
  const calls = KEPT.map((each): Call => [each, name]);
  deepEqual(aggregate(calls, column(name, values)), expected);
  deepEqual(aggregate(calls, column(name, values), 1), expected);
});

test('no value that is not null gives null, and a count gives 0', () => {
  for (const name of ['double', 'bigint', 'text', 'truth', 'moment']) {
    const calls: Call[] = [['count_rows'], ['count', name], ...KEPT.map((each): Call => [each, name])];
    deepEqual(aggregate(calls, column(name, [null, null])), [2, 0, null, null, null, null]);
  }
  const numbers: Call[] = [
    ['sum', 'double'],
    ['sum', 'bigint'],
    ['avg', 'bigint'],
    ...SPREAD.map((each): Call => [each, 'double']),
  ];
  deepEqual(aggregate(numbers, column('double', [null])), [null, null, null, null, null, null, null]);
});

test('a sum keeps its type, an average of whole numbers is a double', () => {
  const rows = column('bigint', [1, 2, null, 4]);
  deepEqual(aggregate([['sum', 'bigint'], ['avg', 'bigint'], ['count', 'bigint'], ['count_rows']], rows), [
    7,
    7 / 3,
    3,
    4,
  ]);
});

test('small values are not lost beside large ones', () => {
  const rows = column('double', [1e16, ...Array<number>(1000).fill(0.1), -1e16]);
  const [sum, average] = aggregate(
    [
      ['sum', 'double'],
      ['avg', 'double'],
    ],
    rows,
  ) as number[];
  ok(Math.abs(sum! - 100) < 1e-10, `${sum} is not 100`);
  ok(Math.abs(average! - 100 / 1002) < 1e-12, `${average} is not the average`);
});

test('a sum, average or spread beyond what a double holds is null', () => {
  const calls: Call[] = [['sum', 'double'], ['avg', 'double'], ...SPREAD.map((each): Call => [each, 'double'])];
  deepEqual(aggregate(calls, column('double', [1.7e308, 1.7e308])).slice(0, 2), [null, null]);
  deepEqual(aggregate(calls, column('double', [1.7e308, -1.7e308])).slice(2), [null, null, null, null]);
});

test('the spread of one value is 0, and that of a sample of one is null', () => {
  deepEqual(
    aggregate(
      SPREAD.map((each): Call => [each, 'double']),
      column('double', [5]),
    ),
    [0, null, 0, null],
  );
});

test('the spread of large values close together is not lost', () => {
  const values = [4, 7, 13, 16].map((value) => 1e9 + value);
  deepEqual(
    aggregate(
      [
        ['var_pop', 'double'],
        ['var_samp', 'double'],
      ],
      column('double', values),
    ),
    [22.5, 30],
  );
  deepEqual(aggregate([['stddev_pop', 'bigint']], column('bigint', values)), [Math.sqrt(22.5)]);
});

test('sums and spreads are those of the textbook, and do not depend on how rows are cut into runs', () => {
  const doubles = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), { maxLength: 50 });
  const calls: Call[] = [
    ['sum', 'double'],
    ['avg', 'double'],
    ['var_pop', 'double'],
  ];
  fc.assert(
    fc.property(doubles, fc.integer({ min: 1, max: 10 }), (values, size) => {
      const rows = column('double', values);
      const results = aggregate(calls, rows);
      deepEqual(aggregate(calls, rows, size), results);
      const present = values.filter((value) => value !== null);
      if (present.length === 0) return;
      const mean = present.reduce((a, b) => a + b, 0) / present.length;
      const variance = present.reduce((a, b) => a + (b - mean) ** 2, 0) / present.length;
      ok(Math.abs((results[1] as number) - mean) < 1e-6);
      ok(Math.abs((results[2] as number) - variance) <= 1e-9 * variance + 1e-6);
    }),
  );
});

test('an exact sum that comes near 2^53 again and again is neither refused nor rounded', () => {
  const step = 2 ** 50;
  const values = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? step * 7 : -step * 7 + 1));
  deepEqual(aggregate([['sum', 'bigint']], column('bigint', values)), [200]);
  deepEqual(aggregate([['sum', 'bigint']], column('bigint', values), 1), [200]);
});

test('a sum that passes beyond 2^53 − 1 and comes back is exact', () => {
  const max = Number.MAX_SAFE_INTEGER;
  const rows: Row[] = [
    { bigint: max, moment: 0, double: 1 },
    { bigint: 5, moment: 0, double: 2 },
    { bigint: -5, moment: 0, double: 4 },
  ];
  const calls: Call[] = [['sum', 'double'], ['count_rows'], ['sum', 'bigint'], ['max', 'bigint']];
  deepEqual(aggregate(calls, rows), [7, 3, max, max]);
});

test('a slot that was cleared has seen nothing', () => {
  const calls: Call[] = SCHEMA.flatMap(({ name }) => [...KEPT, 'count' as const].map((each): Call => [each, name]));
  const all: Call[] = [...calls, ['count_rows'], ['sum', 'double'], ['sum', 'bigint'], ['stddev_samp', 'double']];
  const planned = all.map((call) => aggregateCall(SCHEMA, ...call));
  const aggregation = new Aggregation(planned);
  const read = (): Value[] => {
    const builders = planned.map(({ type }) => new ColumnBuilder(type, 1));
    aggregation.write(Int32Array.of(1), 1, builders, new RowFailures());
    return builders.map((builder) => valueAt(builder.take(), 0));
  };
  aggregation.grow(2);
  const fresh = read();
  const batch = fromRows(SCHEMA, [{ double: 1, bigint: 2, text: 'a', truth: true, moment: 3 }, { double: 9 }]);
  aggregation.evaluate(batch, new RowFailures());
  aggregation.update(Int32Array.of(1, 1), 0, 2);
  ok(read().every((value) => value !== null && value !== 0));
  aggregation.clear(Int32Array.of(1), 1);
  deepEqual(read(), fresh);
});

test('what a call gives does not depend on the calls beside it', () => {
  const call = fc.constantFrom<Call>(
    ['count_rows'],
    ...(['count', 'sum', 'avg', 'min', 'max'] as const).flatMap((name): Call[] => [
      [name, 'double'],
      [name, 'bigint'],
    ]),
  );
  const eighth = fc.integer({ min: -80, max: 80 }).map((n) => n / 8);
  const rows = fc.array(fc.record({ double: fc.option(eighth), bigint: fc.option(fc.integer({ min: -9, max: 9 })) }));
  fc.assert(
    fc.property(fc.uniqueArray(call, { minLength: 2 }), rows, fc.constantFrom(1, 3, 1000), (calls, given, size) => {
      const alone = calls.map((each) => aggregate([each], given, size)[0]);
      deepEqual(aggregate(calls, given, size), alone);
    }),
  );
});

import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import type { OperatorContext } from '../../../engine/operators/operator.ts';
import { createTopN } from '../../../engine/operators/top-n.ts';
import type { Signal } from '../../support/collect.ts';
import { byOutput, collect, END, row, toBatches, watermark } from '../../support/collect.ts';
import { moved } from '../../support/moved.ts';
import { collectReference } from '../../support/reference-operator.ts';
import { topNNode } from '../../support/top-n-nodes.ts';

const SCHEMA: Schema = [
  { name: 'k', type: 'string' },
  { name: 'window_start', type: 'timestamp' },
  { name: 'window_end', type: 'timestamp' },
  { name: 'n', type: 'bigint' },
  { name: 'x', type: 'double' },
  { name: 'isOn', type: 'boolean' },
];

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 5 });
const values = fc.record(
  { k: maybe(['a', 'b', 'é']), n: maybe([0, 1, 2, 7]), x: maybe([0, -0, 0.5, 1e308]), isOn: maybe([true, false]) },
  { noNullPrototype: true },
);
const result = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom(10, 20), values).map(([end, size, each]) => {
  const { k, n, x, isOn } = each;
  return row(end * 10 - 1, { k, window_start: end * 10 - size, window_end: end * 10, n, x, isOn });
});
const signal: fc.Arbitrary<Signal> = fc.oneof(
  { weight: 6, arbitrary: result },
  { weight: 1, arbitrary: fc.integer({ min: -5, max: 85 }).map(watermark) },
);
const at = (each: Signal): number => ('watermark' in each ? each.watermark + 5 : each.time);
/** The results of one window after the other, as a window gives them. */
const windows = fc.array(fc.array(values, { maxLength: 70, size: 'max' }), { maxLength: 4 }).map((all) => [
  ...all.flatMap((results, w) => {
    const [start, end] = [w * 10, w * 10 + 10];
    return results.map(({ k, n, x, isOn }) => row(end - 1, { k, window_start: start, window_end: end, n, x, isOn }));
  }),
  END,
]);
const signals = fc.oneof(
  windows,
  fc.array(signal, { maxLength: 60, size: 'max' }),
  fc.array(signal, { maxLength: 200, size: 'max' }).map((each) => [...each.sort((a, b) => at(a) - at(b)), END]),
);
const sizes = fc.oneof(
  fc.constantFrom([1], [2], [7], [40], [1000]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }),
);
const options = fc.record({
  key: fc.constantFrom<string[][]>([], ['k'], ['k', 'isOn']),
  orderBy: fc.constantFrom<string[][]>(['x desc'], ['n', 'k desc'], ['isOn desc', 'x'], ['7 / n desc'], ['k']),
  n: fc.constantFrom(1, 2, 3, 50),
});

test('a top_n gives what one row at a time gives, at any batch size', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(options, signals, sizes, ({ key, orderBy, n }, input, batchSizes) => {
      const node = topNNode(SCHEMA, { key, orderBy, n });
      const found = collect((context) => createTopN(node, SCHEMA, context), toBatches(SCHEMA, input, batchSizes));
      const text = { type: 'top_n', key, order_by: orderBy, n };
      deepEqual(byOutput(found), byOutput(collectReference(text, SCHEMA, input)));
    }),
    { numRuns: 1000 },
  );
});

test(
  'a top_n that moves to another run, also by way of several subtasks, goes on as if it had not',
  { timeout: 60_000 },
  () => {
    const move = fc.record({ at: fc.nat(15), subtasks: fc.constantFrom(1, 2, 3) });
    fc.assert(
      fc.property(options, signals, sizes, move, (of, input, batchSizes, where) => {
        const create = (context: OperatorContext) => createTopN(topNNode(SCHEMA, of), SCHEMA, context);
        const batches = toBatches(SCHEMA, input, batchSizes);
        deepEqual(collect(moved(create, where), batches), collect(create, batches));
      }),
      { numRuns: 500 },
    );
  },
);

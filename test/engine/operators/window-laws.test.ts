import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import { createExtend } from '../../../engine/operators/extend.ts';
import { createFilter } from '../../../engine/operators/filter.ts';
import { createWindow } from '../../../engine/operators/window.ts';
import type { Create, Emitted, Signal } from '../../support/collect.ts';
import { byOutput, chain, collect, END, row, toBatches, watermark } from '../../support/collect.ts';
import { column, operatorNode, windowNode } from '../../support/operator-nodes.ts';
import { MODEL_AGGREGATE, modelWindow } from '../../support/window-model.ts';

const SCHEMA: Schema = [
  { name: 'name', type: 'string' },
  { name: 'group', type: 'double' },
  { name: 'isOdd', type: 'boolean' },
  { name: 'amount', type: 'double' },
  { name: 'whole', type: 'bigint' },
];

// Mostly close together, so that windows are shared; now and then as far out as event time can be.
const time = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -15, max: 45 }) },
  { weight: 1, arbitrary: fc.constantFrom(-8.64e15, 8.64e15, -8.64e15 + 3, 8.64e15 - 3, 1e12, 4_503_599_627_370_497) },
);

// Quarters add up exactly in any order, so a result is wrong or right, never close.
const amount = fc.option(fc.integer({ min: -40, max: 40 }).map((n) => n / 4));

const whole = fc.oneof(
  { weight: 20, arbitrary: fc.option<number>(fc.integer({ min: -5, max: 5 })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<(number | null)[]>(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2 ** 52),
  },
);

const values = fc.record(
  {
    name: fc.option(fc.constantFrom('a', 'b', 'c', 'é', '')),
    group: fc.option(fc.constantFrom(0, -0, 1, 0.1)),
    isOdd: fc.option(fc.boolean()),
    amount,
    whole,
  },
  { noNullPrototype: true },
);

const signal: fc.Arbitrary<Signal> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(time, values).map(([at, each]) => row(at, each)) },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 60 }).map(watermark) },
);

const signals = fc
  .tuple(fc.array(signal, { maxLength: 60, size: 'max' }), fc.boolean())
  .map(([each, ends]) => (ends ? [...each, END] : each));

const sizes = fc.oneof(
  fc.constantFrom([1], [2], [7], [1000]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }),
);

const options = fc.record({
  sizeMs: fc.constantFrom(1, 3, 10),
  offsetMs: fc.constantFrom(0, 0, 1, -2),
  allowedLatenessMs: fc.constantFrom(0, 0, 4, 15, Infinity),
  key: fc.constantFrom(['name'], ['name'], ['name', 'group'], ['group', 'isOdd', 'name'], []),
});

test('a window gives what the contract says, at any batch size', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(options, signals, sizes, (window, input, batchSizes) => {
      const node = windowNode(SCHEMA, { ...window, aggregate: MODEL_AGGREGATE });
      const create: Create = (context) => createWindow(node, SCHEMA, context);
      const expected = modelWindow(window, input);
      deepEqual(byOutput(collect(create, toBatches(SCHEMA, input, batchSizes))), byOutput(expected));
      // One at a time, also each watermark is told before the next row.
      deepEqual(withoutReasons(collect(create, toBatches(SCHEMA, input, [1]))), withoutReasons(expected));
    }),
    { numRuns: 1500 },
  );
});

test('filter, extend, window and a window behind it give the same at any batch size', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(options, fc.constantFrom(2, 20), signals, sizes, (window, secondSize, input, batchSizes) => {
      const create = pipeline(window, secondSize);
      const batched = collect(create, toBatches(SCHEMA, input, batchSizes));
      const single = collect(create, toBatches(SCHEMA, input, [1]));
      deepEqual(byOutput(batched), byOutput(single));
    }),
    { numRuns: 700 },
  );
});

/** Rows with an amount above −5, a column `share` that fails where `whole` is 0, and two windows. */
function pipeline(window: Parameters<typeof modelWindow>[0], secondSize: number): Create {
  const minusFive = { kind: 'literal', type: 'double', value: -5 } as const;
  const ten = { kind: 'literal', type: 'bigint', value: 10 } as const;
  const where = { kind: 'call', type: 'boolean', name: '>', arguments: [column(SCHEMA, 'amount'), minusFive] } as const;
  const share = { kind: 'call', type: 'bigint', name: '/', arguments: [ten, column(SCHEMA, 'whole')] } as const;
  const filter = operatorNode({ type: 'filter', where } as const, SCHEMA);
  const extended: Schema = [...SCHEMA, { name: 'share', type: 'bigint' }];
  const extend = operatorNode({ type: 'extend', columns: [{ name: 'share', expression: share }] } as const, extended);
  const first = windowNode(extended, { ...window, aggregate: { ...MODEL_AGGREGATE, shares: ['sum', 'share'] } });
  const second = windowNode(first.schema, {
    sizeMs: secondSize,
    key: window.key.slice(0, 1),
    aggregate: { n: ['count_rows'], total: ['sum', 'total'], last: ['last', 'shares'], first: ['first', 'window_end'] },
  });
  return chain(
    (context) => createFilter(filter, context),
    (context) => createExtend(extend, SCHEMA, context),
    (context) => createWindow(first, extended, context),
    (context) => createWindow(second, first.schema, context),
  );
}

/** What was emitted without the reasons of rejections, which are for people. */
function withoutReasons(emitted: readonly Emitted[]) {
  return emitted.map((each) => ('rejected' in each ? { rejected: each.rejected } : each));
}

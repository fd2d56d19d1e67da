import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import type { WindowShape } from '../../../engine/document/plan.ts';
import { createExtend } from '../../../engine/operators/extend.ts';
import { createFilter } from '../../../engine/operators/filter.ts';
import type { OperatorContext } from '../../../engine/operators/operator.ts';
import { createWindow } from '../../../engine/operators/window.ts';
import type { Create, Emitted, Signal } from '../../support/collect.ts';
import { byOutput, chain, collect, END, row, toBatches, watermark } from '../../support/collect.ts';
import { inAnyOrder, moved } from '../../support/moved.ts';
import { column, operatorNode, windowNode } from '../../support/operator-nodes.ts';
import { modelWindow } from '../../support/window-model.ts';
import { MODEL_AGGREGATE } from '../../support/window-model-results.ts';

const SCHEMA: Schema = [
  { name: 'name', type: 'string' },
  { name: 'group', type: 'double' },
  { name: 'isOdd', type: 'boolean' },
  { name: 'amount', type: 'double' },
  { name: 'whole', type: 'bigint' },
  { name: 'meter', type: 'bigint' },
];

const EVERY_AGGREGATE = {
  ...MODEL_AGGREGATE,
  median: ['percentile', 'amount', 0.5],
  spread: ['stddev_samp', 'amount'],
} as const;

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
    hasMeter: fc.boolean(),
  },
  { noNullPrototype: true },
);

const signal: fc.Arbitrary<Signal> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(time, values)
      .map(([at, { hasMeter, ...each }]) => row(at, { ...each, meter: hasMeter ? Math.floor(at / 7) * 3 : null })),
  },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 60 }).map(watermark) },
);

const signals = fc
  .tuple(fc.array(signal, { maxLength: 60, size: 'max' }), fc.boolean())
  .map(([each, ends]) => (ends ? [...each, END] : each));

const sizes = fc.oneof(
  fc.constantFrom([1], [2], [7], [1000]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }),
);

const offset = fc.constantFrom(0, 0, 1, -2);

const tumbling = fc
  .tuple(fc.constantFrom(1, 3, 10), offset)
  .map(([sizeMs, offsetMs]): WindowShape => ({ type: 'tumbling', sizeMs, offsetMs }));

const sliding = fc
  .tuple(fc.constantFrom(1, 3, 10, 17), fc.constantFrom(1, 2, 4, 5, 12, 30), offset)
  .map(([sizeMs, slideMs, offsetMs]): WindowShape => ({ type: 'sliding', sizeMs, slideMs, offsetMs }));

const cumulate = fc
  .tuple(fc.constantFrom(1, 3, 5), fc.constantFrom(1, 2, 7))
  .map(([stepMs, steps]): WindowShape => ({ type: 'cumulate', stepMs, sizeMs: stepMs * steps }));

const session = fc.constantFrom(1, 2, 5, 12).map((gapMs): WindowShape => ({ type: 'session', gapMs }));

const count = fc.constantFrom(1, 2, 3, 7).map((size): WindowShape => ({ type: 'count', size }));

const shapes = { tumbling, sliding, cumulate, session, count };

function optionsOf(window: fc.Arbitrary<WindowShape>) {
  return fc.record({
    window,
    allowedLatenessMs: fc.constantFrom(0, 0, 4, 15, Infinity),
    key: fc.constantFrom(['name'], ['name'], ['name', 'group'], ['group', 'isOdd', 'name'], []),
  });
}

test.each(Object.entries(shapes))(
  'a %s window gives what the contract says, at any batch size',
  { timeout: 120_000 },
  (_, shape) => {
    fc.assert(
      fc.property(optionsOf(shape), signals, sizes, (options, input, batchSizes) => {
        const node = windowNode(SCHEMA, { ...options, aggregate: MODEL_AGGREGATE });
        const create: Create = (context) => createWindow(node, SCHEMA, context);
        const expected = modelWindow(options, input);
        deepEqual(byOutput(collect(create, toBatches(SCHEMA, input, batchSizes))), byOutput(expected));
        // One at a time, also each watermark is told before the next row.
        deepEqual(withoutRejected(collect(create, toBatches(SCHEMA, input, [1]))), withoutRejected(expected));
      }),
      { numRuns: 1500 },
    );
  },
);

const move = fc.record({ at: fc.nat(20), subtasks: fc.constant(1) });

test.each(Object.entries(shapes))(
  'a %s window that moves to another run goes on as if it had not',
  { timeout: 120_000 },
  (_, shape) => {
    fc.assert(
      fc.property(optionsOf(shape), signals, sizes, move, (options, input, batchSizes, where) => {
        const node = windowNode(SCHEMA, { ...options, aggregate: EVERY_AGGREGATE });
        const create = (context: OperatorContext) => createWindow(node, SCHEMA, context);
        const batches = toBatches(SCHEMA, input, batchSizes);
        deepEqual(collect(moved(create, where), batches), collect(create, batches));
      }),
      { numRuns: 600 },
    );
  },
);

test.each(Object.entries(shapes))(
  'a %s window gives each key the same results when its keys are dealt to other subtasks on the way',
  { timeout: 120_000 },
  (_, shape) => {
    fc.assert(
      fc.property(optionsOf(shape), signals, sizes, fc.nat(20), (options, input, batchSizes, at) => {
        const node = windowNode(SCHEMA, { ...options, aggregate: EVERY_AGGREGATE });
        const create = (context: OperatorContext) => createWindow(node, SCHEMA, context);
        const batches = toBatches(SCHEMA, input, batchSizes);
        const dealt = collect(moved(create, { at, subtasks: 3 }), batches);
        deepEqual(inAnyOrder(dealt), inAnyOrder(collect(create, batches)));
      }),
      { numRuns: 300 },
    );
  },
);

test('filter, extend, window and a window behind it give the same at any batch size', { timeout: 120_000 }, () => {
  const first = fc.oneof(...Object.values(shapes));
  fc.assert(
    fc.property(
      optionsOf(first),
      fc.oneof(tumbling, sliding, session),
      signals,
      sizes,
      (options, second, input, batchSizes) => {
        const create = pipeline(options, second);
        const batched = collect(create, toBatches(SCHEMA, input, batchSizes));
        const single = collect(create, toBatches(SCHEMA, input, [1]));
        deepEqual(byOutput(batched), byOutput(single));
      },
    ),
    { numRuns: 1000 },
  );
});

/** Rows with an amount above −5, a column `share` that fails where `whole` is 0, and two windows. */
function pipeline(options: Parameters<typeof modelWindow>[0], behind: WindowShape): Create {
  const minusFive = { kind: 'literal', type: 'double', value: -5 } as const;
  const ten = { kind: 'literal', type: 'bigint', value: 10 } as const;
  const where = { kind: 'call', type: 'boolean', name: '>', arguments: [column(SCHEMA, 'amount'), minusFive] } as const;
  const share = { kind: 'call', type: 'bigint', name: '/', arguments: [ten, column(SCHEMA, 'whole')] } as const;
  const filter = operatorNode({ type: 'filter', where } as const, SCHEMA);
  const extended: Schema = [...SCHEMA, { name: 'share', type: 'bigint' }];
  const extend = operatorNode({ type: 'extend', columns: [{ name: 'share', expression: share }] } as const, extended);
  const first = windowNode(extended, { ...options, aggregate: { ...MODEL_AGGREGATE, shares: ['sum', 'share'] } });
  const second = windowNode(first.schema, {
    window: behind,
    key: options.key.slice(0, 1),
    aggregate: { n: ['count_rows'], total: ['sum', 'total'], last: ['last', 'shares'], first: ['first', 'window_end'] },
  });
  return chain(
    (context) => createFilter(filter, context),
    (context) => createExtend(extend, SCHEMA, context),
    (context) => createWindow(first, extended, context),
    (context) => createWindow(second, first.schema, context),
  );
}

/** What was emitted without the rejections, which are told before the results of the same batch. */
function withoutRejected(emitted: readonly Emitted[]) {
  return emitted.filter((each) => !('rejected' in each));
}

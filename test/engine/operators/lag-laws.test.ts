import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import { createLag } from '../../../engine/operators/lag.ts';
import type { OperatorContext } from '../../../engine/operators/operator.ts';
import type { Signal } from '../../support/collect.ts';
import { byOutput, collect, row, toBatches, watermark } from '../../support/collect.ts';
import { lagNode } from '../../support/keyed-nodes.ts';
import { moved } from '../../support/moved.ts';
import { collectReference } from '../../support/reference-operator.ts';

const SCHEMA: Schema = [
  { name: 'k', type: 'string' },
  { name: 'n', type: 'bigint' },
  { name: 'x', type: 'double' },
  { name: 'at', type: 'timestamp' },
  { name: 'isOn', type: 'boolean' },
];
const LARGEST = Number.MAX_SAFE_INTEGER;

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 6 });
const values = fc.record(
  {
    k: maybe(['a', 'b', 'é']),
    n: fc.oneof(maybe([0, 1, 2, 7]), maybe([LARGEST, -LARGEST, 4503599627370496])),
    x: maybe([0, -0, 0.5, 3, 1e308, -1.7e308]),
    at: maybe([0, 1000, -5]),
    isOn: maybe([true, false]),
  },
  { noNullPrototype: true },
);
const signal: fc.Arbitrary<Signal> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.integer({ min: 0, max: 60 }), values).map(([at, each]) => row(at, each)) },
  { weight: 1, arbitrary: fc.integer({ min: -5, max: 80 }).map(watermark) },
);
const sizes = fc.oneof(
  fc.constantFrom([1], [2], [7], [1000]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }),
);
const expressions = fc.uniqueArray(
  fc.constantFrom<string[]>(
    ...[
      'lag(n)',
      'lag(x, 3)',
      'lag(k, 2)',
      'lag(isOn)',
      'lag(at)',
      'delta(n)',
      'delta(x)',
      'delta(at)',
      'rate(n)',
      'rate(x)',
    ],
    ...[
      'lag(x)',
      'lag(x, 2)',
      'ewma(x, 0.3)',
      'ewma(x, 0.9)',
      'ewma(n, 0.5)',
      'ewma(n, 1)',
      'lag(7 / n)',
      'lag(n) + 1',
      '7 / delta(n)',
      'delta(n + 1) * lag(n, 2)',
    ],
  ),
  { minLength: 1, maxLength: 4 },
);

// Where no row can fail, an average and what stood shortly before it are kept together.
const near = fc.uniqueArray(
  fc.constantFrom<string[]>(
    'lag(x)',
    'lag(x, 2)',
    'ewma(x, 0.3)',
    'ewma(x, 1)',
    'lag(x) > ewma(x, 0.3)',
    'lag(n)',
    'ewma(n, 0.5)',
  ),
  { minLength: 2, maxLength: 4 },
);
const columnsOfLag = fc.oneof({ weight: 2, arbitrary: expressions }, { weight: 1, arbitrary: near });

test('a lag gives what one row at a time gives, at any batch size', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.record({ key: fc.constantFrom<string[][]>([], ['k'], ['k', 'isOn']), texts: columnsOfLag }),
      fc.array(signal, { maxLength: 60, size: 'max' }),
      sizes,
      ({ key, texts }, input, batchSizes) => {
        const columns = Object.fromEntries(texts.map((text, i) => [`r${i}`, text]));
        const node = lagNode(SCHEMA, key, columns);
        const found = collect((context) => createLag(node, SCHEMA, context), toBatches(SCHEMA, input, batchSizes));
        deepEqual(byOutput(found), byOutput(collectReference({ type: 'lag', key, columns }, SCHEMA, input)));
      },
    ),
    { numRuns: 1500 },
  );
});

test(
  'a lag that moves to another run, also by way of several subtasks, goes on as if it had not',
  { timeout: 60_000 },
  () => {
    const move = fc.record({ at: fc.nat(15), subtasks: fc.constantFrom(1, 2, 3) });
    const lag = fc.record({ key: fc.constantFrom<string[][]>([], ['k'], ['k', 'isOn']), texts: columnsOfLag });
    fc.assert(
      fc.property(
        lag,
        fc.array(signal, { maxLength: 60, size: 'max' }),
        sizes,
        move,
        (of, input, batchSizes, where) => {
          const node = lagNode(SCHEMA, of.key, Object.fromEntries(of.texts.map((text, i) => [`r${i}`, text])));
          const create = (context: OperatorContext) => createLag(node, SCHEMA, context);
          const batches = toBatches(SCHEMA, input, batchSizes);
          deepEqual(collect(moved(create, where), batches), collect(create, batches));
        },
      ),
      { numRuns: 500 },
    );
  },
);

import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import { columnIndex } from '../../../engine/data/types.ts';
import type { OperatorContext } from '../../../engine/operators/operator.ts';
import { createDeduplicate } from '../../../engine/operators/deduplicate.ts';
import type { Signal } from '../../support/collect.ts';
import { byOutput, collect, END, row, toBatches, watermark } from '../../support/collect.ts';
import { moved } from '../../support/moved.ts';
import { operatorNode } from '../../support/operator-nodes.ts';
import { collectReference } from '../../support/reference-operator.ts';

const SCHEMA: Schema = [
  { name: 'k', type: 'string' },
  { name: 'n', type: 'bigint' },
  { name: 'x', type: 'double' },
  { name: 's', type: 'string' },
  { name: 'isOn', type: 'boolean' },
];

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 5 });
const values = fc.record(
  { k: maybe(['a', 'b', 'é']), n: maybe([1, 2]), x: maybe([0, -0, 0.5]), s: maybe(['', 'p']), isOn: maybe([true]) },
  { noNullPrototype: true },
);
const signal: fc.Arbitrary<Signal> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.integer({ min: 0, max: 60 }), values).map(([at, each]) => row(at, each)) },
  { weight: 1, arbitrary: fc.integer({ min: -5, max: 80 }).map(watermark) },
);
const at = (each: Signal): number => ('watermark' in each ? each.watermark + 3 : each.time);
const signals = fc.oneof(
  fc.array(signal, { maxLength: 60, size: 'max' }),
  fc.array(signal, { maxLength: 80, size: 'max' }).map((each) => [...each.sort((a, b) => at(a) - at(b)), END]),
);
const sizes = fc.oneof(
  fc.constantFrom([1], [2], [7], [1000]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }),
);
const options = fc.record({
  key: fc.constantFrom<string[][]>([], ['k'], ['n'], ['k', 'isOn']),
  on: fc.constantFrom<(string[] | null)[]>(null, ['x'], ['s'], ['n', 'isOn'], ['s', 'x']),
  ttlMs: fc.constantFrom(null, 1, 5, 20),
});

const places = (names: readonly string[]): number[] => names.map((name) => columnIndex(SCHEMA, name));

test('a deduplicate gives what one row at a time gives, at any batch size', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(options, signals, sizes, ({ key, on, ttlMs }, input, batchSizes) => {
      const of = { type: 'deduplicate', key: places(key), on: on && places(on), ttlMs } as const;
      const found = collect(
        (context) => createDeduplicate(operatorNode(of, SCHEMA), SCHEMA, context),
        toBatches(SCHEMA, input, batchSizes),
      );
      const text = { type: 'deduplicate', key, ...(on && { on }), ...(ttlMs !== null && { ttl: `${ttlMs}ms` }) };
      deepEqual(byOutput(found), byOutput(collectReference(text, SCHEMA, input)));
    }),
    { numRuns: 1500 },
  );
});

test(
  'a deduplicate that moves to another run, also by way of several subtasks, goes on as if it had not',
  { timeout: 60_000 },
  () => {
    const move = fc.record({ at: fc.nat(15), subtasks: fc.constantFrom(1, 3) });
    fc.assert(
      fc.property(options, signals, sizes, move, ({ key, on, ttlMs }, input, batchSizes, where) => {
        const of = { type: 'deduplicate', key: places(key), on: on && places(on), ttlMs } as const;
        const create = (context: OperatorContext) => createDeduplicate(operatorNode(of, SCHEMA), SCHEMA, context);
        const batches = toBatches(SCHEMA, input, batchSizes);
        deepEqual(collect(moved(create, where), batches), collect(create, batches));
      }),
      { numRuns: 400 },
    );
  },
);

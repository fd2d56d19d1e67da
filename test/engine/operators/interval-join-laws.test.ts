import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import { createIntervalJoin } from '../../../engine/operators/interval-join.ts';
import type { OperatorContext } from '../../../engine/operators/operator.ts';
import { byOutput, END, row, rowsOf, watermark } from '../../support/collect.ts';
import type { Emitted } from '../../support/collect.ts';
import { modelIntervalJoin } from '../../support/interval-join-model.ts';
import { movedOperator } from '../../support/moved.ts';
import { operatorNode } from '../../support/operator-nodes.ts';
import type { SidedSignal } from '../../support/two-inputs.ts';
import { collectTwo } from '../../support/two-inputs.ts';

const LEFT: Schema = [
  { name: 'id', type: 'bigint' },
  { name: 'name', type: 'string' },
  { name: 'isOdd', type: 'boolean' },
  { name: 'x', type: 'double' },
];
const RIGHT: Schema = [
  { name: 'other', type: 'string' },
  { name: 'x', type: 'double' },
  { name: 'number', type: 'bigint' },
  { name: 'isEven', type: 'boolean' },
];
const JOINED: Schema = [...LEFT, ...RIGHT].map(({ name, type }, i) => {
  if (name !== 'x') return { name, type };
  return { name: i < LEFT.length ? 'left_x' : 'right_x', type };
});

const text = fc.option(fc.constantFrom('a', 'b', 'é'), { freq: 5 });
const x = fc.option(fc.constantFrom(0, -0, 1, 0.25), { freq: 5 });
const flag = fc.option(fc.boolean(), { freq: 5 });
const time = fc.integer({ min: 0, max: 40 });

const leftRow = fc.record({ id: fc.nat(1000), name: text, isOdd: flag, x }, { noNullPrototype: true });
const rightRow = fc.record({ other: text, x, number: fc.nat(1000), isEven: flag }, { noNullPrototype: true });

const signal: fc.Arbitrary<SidedSignal> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(time, leftRow).map(([at, each]) => ({ side: 0 as const, ...row(at, each) })) },
  { weight: 4, arbitrary: fc.tuple(time, rightRow).map(([at, each]) => ({ side: 1 as const, ...row(at, each) })) },
  { weight: 2, arbitrary: fc.integer({ min: -5, max: 42 }).map(watermark) },
);

/** In no order at all, or mostly in order under a watermark that follows. */
const signals = fc.oneof(
  fc.array(signal, { maxLength: 60, size: 'max' }),
  fc.array(signal, { maxLength: 80, size: 'max' }).map((each) => sortedByTime(each)),
);

function sortedByTime(input: readonly SidedSignal[]): SidedSignal[] {
  const at = (each: SidedSignal) => ('watermark' in each ? each.watermark + 2 : each.time);
  return [...[...input].sort((a, b) => at(a) - at(b)), END];
}

const sizes = fc.oneof(
  fc.constantFrom([1], [2], [7], [1000]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }),
);

const options = fc.record({
  on: fc.constantFrom<(readonly (readonly [string, string])[])[]>(
    [['name', 'other']],
    [['x', 'x']],
    [
      ['name', 'other'],
      ['isOdd', 'isEven'],
    ],
    [
      ['id', 'number'],
      ['x', 'x'],
    ],
  ),
  bounds: fc
    .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
});

const place = (schema: Schema, column: string): number => schema.findIndex(({ name }) => name === column);

test('an interval join gives what one row at a time gives, at any batch size', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(options, signals, sizes, ({ on, bounds: [lowerMs, upperMs] }, input, batchSizes) => {
      const places = on.map(([l, r]) => ({ left: place(LEFT, l), right: place(RIGHT, r) }));
      const node = operatorNode({ type: 'interval_join', on: places, lowerMs, upperMs } as const, JOINED);
      const create = (context: OperatorContext) => createIntervalJoin(node, [LEFT, RIGHT], context);
      const given = { schemas: [LEFT, RIGHT], signals: input } as const;
      const expected = modelIntervalJoin({ on, lowerMs, upperMs }, input);
      deepEqual(byOutput(collectTwo(create, given, batchSizes)), byOutput(expected));
      const oneByOne = collectTwo(create, given);
      deepEqual(oneByOne, expected);
      deepEqual(tooOld(oneByOne), []);
    }),
    { numRuns: 2000 },
  );
});

test(
  'an interval join that moves to another run goes on as if it had not, also by way of several subtasks',
  { timeout: 60_000 },
  () => {
    const move = fc.record({ at: fc.nat(15), subtasks: fc.constantFrom(1, 3) });
    fc.assert(
      fc.property(options, signals, sizes, move, ({ on, bounds: [lowerMs, upperMs] }, input, batchSizes, where) => {
        const places = on.map(([l, r]) => ({ left: place(LEFT, l), right: place(RIGHT, r) }));
        const node = operatorNode({ type: 'interval_join', on: places, lowerMs, upperMs } as const, JOINED);
        const create = (context: OperatorContext) => createIntervalJoin(node, [LEFT, RIGHT], context);
        const given = { schemas: [LEFT, RIGHT], signals: input } as const;
        deepEqual(collectTwo(movedOperator(create, where), given, batchSizes), collectTwo(create, given, batchSizes));
      }),
      { numRuns: 500 },
    );
  },
);

/** The rows among `emitted` that are older than a watermark before them. */
function tooOld(emitted: readonly Emitted[]): Emitted[] {
  let current = -Infinity;
  return emitted.filter((each) => {
    if ('watermark' in each) current = each.watermark;
    return rowsOf([each]).some(({ time: at }) => at < current);
  });
}

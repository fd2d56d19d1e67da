import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Row } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { OperatorContext } from '../../../engine/operators/operator.ts';
import { createPattern, Pattern } from '../../../engine/operators/pattern.ts';
import type { Create, Signal } from '../../support/collect.ts';
import { byOutput, collect, END, row, toBatches, watermark } from '../../support/collect.ts';
import type { ModelMatch, ModelStep, PatternModelOptions } from '../../support/pattern-model.ts';
import { modelPattern } from '../../support/pattern-model.ts';
import type { Measure } from '../../support/pattern-nodes.ts';
import { inAnyOrder, moved } from '../../support/moved.ts';
import { patternNode } from '../../support/pattern-nodes.ts';

const SCHEMA: Schema = [
  { name: 'key', type: 'string' },
  { name: 'id', type: 'bigint' },
  { name: 'isA', type: 'boolean' },
  { name: 'isB', type: 'boolean' },
  { name: 'isC', type: 'boolean' },
  { name: 'text', type: 'string' },
];

const signal: fc.Arbitrary<Signal> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record(
        {
          key: fc.option(fc.constantFrom('x', 'y'), { freq: 9 }),
          id: fc.nat(99),
          isA: fc.option(fc.boolean(), { freq: 9 }),
          isB: fc.boolean(),
          isC: fc.boolean(),
          text: fc.option(fc.constantFrom('p', 'q', 'r')),
        },
        { noNullPrototype: true },
      )
      .chain((values) => fc.integer({ min: 0, max: 30 }).map((at) => row(at, values))),
  },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: 32 }).map(watermark) },
);

/** In no order at all, or in order under a watermark that follows. */
const signals = fc.oneof(
  fc.array(signal, { maxLength: 40, size: 'max' }),
  fc.array(signal, { maxLength: 40, size: 'max' }).map((each) => [...inOrder(each), END]),
);

function inOrder(input: readonly Signal[]): Signal[] {
  const at = (each: Signal) => ('watermark' in each ? each.watermark + 2 : each.time);
  return [...input].sort((a, b) => at(a) - at(b));
}

const step = fc
  .record({
    where: fc.constantFrom('isA', 'isB', 'isC'),
    min: fc.constantFrom(1, 1, 1, 2),
    more: fc.constantFrom(0, 0, 1, 2),
    isNext: fc.constantFrom(false, false, true),
    isConsecutive: fc.constantFrom(false, false, true),
  })
  .map(({ min, more, ...others }): ModelStep => ({ min, max: min + more, ...others }));

const options: fc.Arbitrary<PatternModelOptions> = fc.record({
  key: fc.constantFrom('key', 'key', ''),
  steps: fc
    .array(step, { minLength: 1, maxLength: 3 })
    .map(([first, ...others]) => [{ ...first!, isNext: false }, ...others]),
  withinMs: fc.constantFrom(null, null, 1, 4, 9),
  afterMatch: fc.constantFrom<PatternModelOptions['afterMatch'][]>('skip_past_last', 'skip_to_next'),
});

const sizes = fc.oneof(
  fc.constantFrom([1], [2], [7], [1000]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }),
);

test('a pattern gives what trying everything gives, at any batch size', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(options, signals, sizes, (pattern, input, batchSizes) => {
      const node = patternNode(SCHEMA, pattern, measuresOf(pattern.steps.length));
      const kept: Pattern[] = [];
      const create: Create = (context) => {
        const operator = new Pattern(node, SCHEMA, context);
        kept.push(operator);
        return operator;
      };
      const expected = modelPattern(pattern, input, resultOf);
      deepEqual(byOutput(collect(create, toBatches(SCHEMA, input, batchSizes))), byOutput(expected));
      deepEqual(
        collect((context) => createPattern(node, SCHEMA, context), toBatches(SCHEMA, input)),
        expected,
      );
      if (input[input.length - 1] === END && pattern.withinMs !== null) {
        deepEqual(kept[0]!.kept, { rows: 0, partialMatches: 0 });
      }
    }),
    { numRuns: 3000 },
  );
});

test.each([1, 3])(
  'a pattern that moves to another run by way of %i subtasks goes on as if it had not',
  { timeout: 60_000 },
  (subtasks) => {
    fc.assert(
      fc.property(options, signals, sizes, fc.nat(15), (pattern, input, batchSizes, at) => {
        const node = patternNode(SCHEMA, pattern, measuresOf(pattern.steps.length));
        const create = (context: OperatorContext) => createPattern(node, SCHEMA, context);
        const batches = toBatches(SCHEMA, input, batchSizes);
        const found = collect(moved(create, { at, subtasks }), batches);
        const expected = collect(create, batches);
        if (subtasks === 1) deepEqual(found, expected);
        else deepEqual(inAnyOrder(found), inAnyOrder(expected));
      }),
      { numRuns: 400 },
    );
  },
);

/** What is read from the rows of each step: enough to tell which rows they were. */
function measuresOf(steps: number): Record<string, Measure> {
  const measures: Record<string, Measure> = {};
  for (let n = 0; n < steps; n++) {
    measures[`${n} first`] = [n, 'first', 'id'];
    measures[`${n} last`] = [n, 'last', 'id'];
    measures[`${n} text`] = [n, 'last_row', 'text'];
    measures[`${n} sum`] = [n, 'sum', 'id'];
    measures[`${n} count`] = [n, 'count', 'text'];
    measures[`${n} max`] = [n, 'max', 'text'];
  }
  return measures;
}

function resultOf(match: ModelMatch): Row {
  return Object.fromEntries(
    match.flatMap((rows, n) => {
      const ids = rows.map((each) => each.row['id'] as number);
      const texts = rows.map((each) => each.row['text'] as string | null);
      const known = texts.filter((text) => text !== null).sort();
      return [
        [`${n} first`, ids[0]!],
        [`${n} last`, ids[ids.length - 1]!],
        [`${n} text`, texts[texts.length - 1]!],
        [`${n} sum`, ids.reduce((total, id) => total + id, 0)],
        [`${n} count`, known.length],
        [`${n} max`, known[known.length - 1] ?? null],
      ];
    }),
  ) as Row;
}

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import type { MeasureCall } from '../../../engine/document/plan.ts';
import { checkMeasure } from '../../../engine/expression/index.ts';

const SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'entity', type: 'string' },
  { name: 'value', type: 'double' },
];
const source = { schema: SCHEMA, steps: ['hot', 'cool down'] };
const entity = { kind: 'column', type: 'string', index: 1, name: 'entity' } as const;
const value = { kind: 'column', type: 'double', index: 2, name: 'value' } as const;

function problemsOf(text: string): string[] {
  const result = checkMeasure(text, source, []);
  return 'problems' in result
    ? result.problems.map(({ message, offset, length }) => `[${text.slice(offset, offset + length)}] ${message}`)
    : [];
}

test("a step's column is that of its last row; aggregates are over the rows of one step, each distinct one once", () => {
  const calls: MeasureCall[] = [];
  deepEqual(checkMeasure('hot.entity', source, calls), {
    expression: { kind: 'column', type: 'string', index: 0, name: 'hot.entity' },
  });
  checkMeasure('`cool down`.ts - first( hot.ts ) + (hot.ts - first(hot.ts))', source, calls);
  checkMeasure('percentile(hot.value, 0.5)', source, calls);
  deepEqual(
    calls.map(({ step, function: name, argument, share }) => [
      step,
      name,
      argument?.kind === 'column' && argument.name,
      share,
    ]),
    [
      [0, 'last_row', 'entity', undefined],
      [1, 'last_row', 'ts', undefined],
      [0, 'first', 'ts', undefined],
      [0, 'last_row', 'ts', undefined],
      [0, 'percentile', 'value', 0.5],
    ],
  );
  deepEqual(calls[0], { step: 0, function: 'last_row', argument: entity, type: 'string' });
});

test('count(*) counts the rows of all steps', () => {
  const calls: MeasureCall[] = [];
  const rows = { function: 'count_rows', argument: null, type: 'bigint' };
  const count = (index: number) => ({ kind: 'column', type: 'bigint', index, name: 'count(*)' });
  deepEqual(checkMeasure('count(*)', source, calls), {
    expression: { kind: 'call', type: 'bigint', name: '+', arguments: [count(0), count(1)] },
  });
  deepEqual(calls, [
    { step: 0, ...rows },
    { step: 1, ...rows },
  ]);
});

test('an argument may be any expression over one step', () => {
  const calls: MeasureCall[] = [];
  checkMeasure('max(hot.value * hot.value)', source, calls);
  deepEqual(calls, [
    {
      step: 0,
      function: 'max',
      argument: { kind: 'call', type: 'double', name: '*', arguments: [value, value] },
      type: 'double',
    },
  ]);
});

test('what is wrong is told with its place and what would be right, and leaves the calls as they were', () => {
  const wrong = {
    entity: ['[entity] "entity" does not say of which step\'s rows; write hot.entity'],
    'max(value)': ['[value] "value" does not say of which step\'s rows; write hot.value'],
    'hut.value': ['[hut] unknown step "hut", did you mean "hot"?'],
    'x.value': ['[x] unknown step "x"; the steps are hot, cool down'],
    'hot.valu': ['[hot.valu] unknown column "valu", did you mean "value"?'],
    'max(hot.value + `cool down`.value)': [
      '[max(hot.value + `cool down`.value)] max mixes rows of hot and cool down; an aggregate is over the rows of one step',
    ],
    'count(1)': ['[count(1)] count reads no step; write count(hot.column)'],
    'max(min(hot.value))': ['[min] min is an aggregate inside an aggregate; take one of them out'],
    'sum(hot.entity)': [
      '[hot.entity] sum takes a number, but "hot.entity" is a string; write CAST(hot.entity AS DOUBLE)',
    ],
    'hot.': ['[] expected the name of a column after hot.'],
    'hot.value.x': ['[.] unexpected .'],
    'medain(hot.value)': ['[medain] unknown function MEDAIN'],
  };
  deepEqual(Object.fromEntries(Object.keys(wrong).map((text) => [text, problemsOf(text)])), wrong);
  const calls: MeasureCall[] = [];
  checkMeasure('max(hot.value) + nothing', source, calls);
  deepEqual(calls, []);
});

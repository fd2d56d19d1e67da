import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import { printedOf } from './run-whole.ts';

interface Step {
  readonly name: string;
  readonly [key: string]: unknown;
}

/** The matches of `sequence` over rows of those names, one a millisecond, or at their times (`start@2`). */
function matches(sequence: readonly Step[], rows: string, keys: Readonly<Record<string, unknown>> = {}): string[] {
  // A step takes the rows whose names begin with its own.
  const steps = sequence.map((step) => ({ ...step, where: `name LIKE '${step.name}%'` }));
  const taken = sequence.flatMap(({ name, times }) => {
    return times === undefined ? [`${name}.name`] : [`first(${name}.name)`, `last(${name}.name)`];
  });
  const operator = {
    type: 'pattern',
    inputs: ['in'],
    sequence: steps,
    columns: { taken: taken.map((each) => `COALESCE(${each}, '')`).join(" || ' ' || ") },
    ...keys,
  };
  const input = rows.split(' ').map((each, i) => {
    const [name, time] = each.split('@');
    return `${name}:0@${time ?? i}`;
  });
  return printedOf({ tested: operator }, input.join(', '), { tested: 'taken' })['tested'] as string[];
}

const a = { name: 'a' };
const b = { name: 'b' };
const c = { name: 'c' };

describe('patterns match what they match in Flink:', () => {
  test('J01, the very next row, or some later row', () => {
    deepEqual(matches([a, { ...b, next: true }], 'a c b1 b2'), []);
    deepEqual(matches([a, b], 'a c b1 b2'), ['a b1']);
  });

  test('J03, several rows of a step need not be adjacent', () => {
    deepEqual(matches([c, { ...a, times: 2 }, b], 'c a1 a2 a3 b'), ['c a1 a2 b']);
  });

  test('J04, several rows of a step that must be adjacent', () => {
    deepEqual(matches([c, { ...a, times: 2, next: true, consecutive: true }, b], 'c a1 f a2 f a3 b'), []);
    deepEqual(matches([c, { ...a, times: 2, next: true }, b], 'c a1 f a2 f a3 b'), ['c a1 a2 b']);
  });

  test('J05, a match is shorter than the time within which it must be', () => {
    const steps = [{ name: 'start' }, { name: 'stop' }];
    deepEqual(matches(steps, 'start@1 stop@3', { within: '2ms' }), []);
    deepEqual(matches(steps, 'start@2 stop@3', { within: '2ms' }), ['start stop']);
  });

  test('J09, the next match begins with the next row, or behind the last one', () => {
    const steps = [{ ...a, times: 3 }];
    deepEqual(matches(steps, 'a1 a2 a3 a4 a5 a6', { after_match: 'skip_to_next' }), [
      'a1 a3',
      'a2 a4',
      'a3 a5',
      'a4 a6',
    ]);
    deepEqual(matches(steps, 'a1 a2 a3 a4 a5 a6', { after_match: 'skip_past_last' }), ['a1 a3', 'a4 a6']);
  });
});

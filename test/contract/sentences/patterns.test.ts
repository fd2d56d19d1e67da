import { describe } from 'vitest';
import { says } from './ask.ts';
import { through } from './rows.ts';

// Section 6 of the contract, sentence by sentence: patterns. Rows are written as rows.ts says.
type Step = Readonly<Record<string, unknown>>;

function pattern(sequence: readonly Step[], columns: Readonly<Record<string, string>>, more: Step = {}) {
  return through({ op: { type: 'pattern', inputs: ['in'], key: ['k'], sequence, columns, ...more } });
}

// The value of a row says which step may take it: 1 the first, 2 the second, 3 the third.
const step = (name: string, value: number, more: Step = {}): Step => ({ name, where: `v = ${value}`, ...more });
const A = step('a', 1);
const B = step('b', 2);
const ENDS = { from: 'a.ts', to: 'b.ts' };

describe('sequences', () => {
  says(
    'a step takes some later row',
    {
      'k:1@1 k:2@2': '1 2',
      'k:1@1 k:9@2 k:2@3': '1 3',
      'k:2@1 k:1@2': '',
      'k:1@1 j:2@2': '',
      'k:1@1 k:2@2 k:2@3': '1 2',
      'k:1@1 k:1@2 k:2@3': '1 3',
      'k:1@1 k:2@2 k:1@3 k:2@4': '1 2, 3 4',
    },
    pattern([A, B], ENDS),
  );
  says(
    'with next, the very next one',
    { 'k:1@1 k:2@2': '1 2', 'k:1@1 k:9@2 k:2@3': '', 'k:1@1 k:1@2 k:2@3': '2 3', 'k:1@1 j:9@2 k:2@3': '1 3' },
    pattern([A, { ...B, next: true }], ENDS),
  );
  says(
    'rows are taken in event-time order, held until the watermark passes them; those of one time as they came',
    { 'k:2@3 k:1@1': '1 3', 'k:2@2 k:1@2': '', 'k:1@2 k:2@2': '2 2' },
    through(
      { op: { type: 'pattern', inputs: ['in'], key: ['k'], sequence: [A, B], columns: ENDS } },
      { time: { out_of_orderness: '10ms' } },
    ),
  );
  says('a row that comes behind the watermark is late', { 'k:2@30 k:1@1': ' | late 1' }, pattern([A, B], ENDS));
  says(
    'the rows of times: n need not be adjacent',
    {
      'k:1@1 k:1@2 k:2@3': '1 3',
      'k:1@1 k:9@2 k:1@3 k:2@4': '1 4',
      'k:1@1 k:2@2 k:1@3 k:2@4': '1 4',
      'k:1@1 k:2@2': '',
    },
    pattern([step('a', 1, { times: 2 }), B], { from: 'first(a.ts)', to: 'b.ts' }),
  );
  says(
    'unless consecutive: true',
    { 'k:1@1 k:1@2 k:2@3': '1 3', 'k:1@1 k:9@2 k:1@3 k:2@4': '', 'k:1@1 k:9@2 k:1@3 k:1@4 k:2@5': '3 5' },
    pattern([step('a', 1, { times: 2, consecutive: true }), B], { from: 'first(a.ts)', to: 'b.ts' }),
  );
  says(
    'within: last row’s time − first row’s time is less than it',
    { 'k:1@1 k:2@3': '', 'k:1@1 k:2@2': '1 2', 'k:1@1 k:1@2 k:2@3': '2 3' },
    pattern([A, B], ENDS, { within: '2ms' }),
  );
});

describe('after a match', () => {
  const three = [step('a', 1, { times: 3 })];
  const columns = { from: 'first(a.ts)', to: 'last(a.ts)', n: 'count(a.v)' };
  const six = 'k:1@1 k:1@2 k:1@3 k:1@4 k:1@5 k:1@6';
  says('skip_past_last begins behind its last row', { [six]: '1 3 3, 4 6 3' }, pattern(three, columns));
  says(
    'skip_to_next begins behind its first row',
    { [six]: '1 3 3, 2 4 3, 3 5 3, 4 6 3' },
    pattern(three, columns, { after_match: 'skip_to_next' }),
  );
  says(
    'Flink: c, a twice, b',
    { 'k:3@1 k:1@2 k:1@3 k:1@4 k:2@5': '1 2 3 5' },
    pattern([step('c', 3), step('a', 1, { times: 2 }), B], {
      c: 'c.ts',
      a: 'first(a.ts)',
      z: 'last(a.ts)',
      b: 'b.ts',
    }),
  );
});

// What Flink's AfterMatchSkipITCase expects, of those of its strategies that the contract has.
describe('Flink: after a match', () => {
  const ofA = { from: 'first(a.ts)', n: 'count(a.v)', to: 'b.ts' };
  const ofB = { from: 'a.ts', n: 'count(b.v)', to: 'last(b.ts)' };
  const manyA = [step('a', 1, { times: { min: 1, max: 9 }, consecutive: true }), { ...B, next: true }];
  const manyB = [A, step('b', 2, { times: { min: 1, max: 9 }, consecutive: true, next: true })];
  says(
    'a step with several rows at the end takes as few as it needs',
    { 'k:1@1 k:2@2 k:2@3 k:2@4': '1 1 2', 'k:1@1 k:2@2 k:1@3 k:2@4 k:2@5 k:1@6 k:2@7': '1 1 2, 3 1 4, 6 1 7' },
    pattern(manyB, ofB),
  );
  says(
    'the same where the next match begins behind its first row',
    { 'k:1@1 k:2@2 k:2@3 k:2@4': '1 1 2' },
    pattern(manyB, ofB, { after_match: 'skip_to_next' }),
  );
  says(
    'one at the beginning takes all there are, and they are passed',
    { 'k:1@1 k:1@2 k:1@3 k:2@4': '1 3 4' },
    pattern(manyA, ofA),
  );
  says(
    'or the next match begins behind its first row',
    { 'k:1@1 k:1@2 k:1@3 k:2@4': '1 3 4, 2 2 4, 3 1 4' },
    pattern(manyA, ofA, { after_match: 'skip_to_next' }),
  );
  says(
    'a beginning that leads nowhere holds nothing up',
    { 'k:1@1 k:3@2 k:1@3 k:2@4': '3 4' },
    pattern([A, { ...B, next: true }], ENDS),
  );
});

describe('columns of a match', () => {
  says(
    'they are of the rows of its steps, and its event time is its last row’s',
    { 'k:1@1 k:1@4 k:2@9 k:2@12': '0 10 5 2' },
    through({
      match: {
        ...{ type: 'pattern', inputs: ['in'], key: ['k'] },
        sequence: [step('a', 1, { times: 2 }), B],
        columns: { sum: "sum(a.ts - TIMESTAMP '1970-01-01 00:00:00')", n: 'count(a.v)' },
      },
      op: {
        ...{ type: 'window', inputs: ['match'], window: { type: 'tumbling', size: '10ms' } },
        aggregate: { s: 'sum(sum)', n: 'sum(n)' },
      },
    }),
  );
  says(
    'times: {min, max} takes as few rows as it needs and as many as it can',
    {
      'k:1@1 k:2@2': '',
      'k:1@1 k:1@2 k:2@3': '2 3',
      'k:1@1 k:1@2 k:1@3 k:2@4': '3 4',
      'k:1@1 k:1@2 k:1@3 k:1@4 k:2@5': '3 5',
    },
    pattern([step('a', 1, { times: { min: 2, max: 3 } }), B], { n: 'count(a.v)', to: 'b.ts' }),
  );
});

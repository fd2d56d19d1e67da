import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { AggregateCall } from '../../../engine/document/plan.ts';
import { checkAggregate } from '../../../engine/expression/index.ts';
import { SCHEMA } from './evaluate.ts';

const n = { kind: 'column', type: 'bigint', index: 4, name: 'n' } as const;
const one = { kind: 'literal', type: 'bigint', value: 1 } as const;

function check(text: string, calls: AggregateCall[] = []): ReturnType<typeof checkAggregate> {
  return checkAggregate(text, SCHEMA, calls);
}

function problemsOf(text: string): string[] {
  const result = check(text);
  return 'problems' in result
    ? result.problems.map(({ message, offset, length }) => `[${text.slice(offset, offset + length)}] ${message}`)
    : [];
}

test('an aggregate becomes a call, and a column that reads its result', () => {
  const calls: AggregateCall[] = [];
  deepEqual(check('avg(n)', calls), { expression: { kind: 'column', type: 'double', index: 0, name: 'avg(n)' } });
  deepEqual(calls, [{ function: 'avg', argument: n, type: 'double' }]);
});

test('expressions over aggregates read the results, each distinct call once', () => {
  const calls: AggregateCall[] = [];
  const result = check('sum(n + 1) / count(*) + SUM(n+1)', calls);
  const sum = { kind: 'column', type: 'bigint', index: 0, name: 'sum(n + 1)' };
  const count = { kind: 'column', type: 'bigint', index: 1, name: 'count(*)' };
  const quotient = { kind: 'call', type: 'bigint', name: '/', arguments: [sum, count] };
  deepEqual(result, {
    expression: { kind: 'call', type: 'bigint', name: '+', arguments: [quotient, { ...sum, name: 'SUM(n+1)' }] },
  });
  deepEqual(calls, [
    { function: 'sum', argument: { kind: 'call', type: 'bigint', name: '+', arguments: [n, one] }, type: 'bigint' },
    { function: 'count_rows', argument: null, type: 'bigint' },
  ]);
});

test('percentiles of one argument are calls of their own, each with its share', () => {
  const calls: AggregateCall[] = [];
  check('percentile(n, 0.5) - percentile(n, 0.95) + percentile(n, 0.50) + percentile(n, 1)', calls);
  deepEqual(calls, [
    { function: 'percentile', argument: n, type: 'double', share: 0.5 },
    { function: 'percentile', argument: n, type: 'double', share: 0.95 },
    { function: 'percentile', argument: n, type: 'double', share: 1 },
  ]);
});

test('calls of earlier expressions are used again', () => {
  const calls: AggregateCall[] = [{ function: 'count_rows', argument: null, type: 'bigint' }];
  deepEqual(check('min(s)', calls), { expression: { kind: 'column', type: 'string', index: 1, name: 'min(s)' } });
  deepEqual(check('Count( * )', calls), {
    expression: { kind: 'column', type: 'bigint', index: 0, name: 'Count( * )' },
  });
  deepEqual(calls.length, 2);
});

test('count gives bigint, sum min max first last keep the type, the others give double', () => {
  const texts = [
    'count(s)',
    'sum(n)',
    'sum(d)',
    'min(ts)',
    'max(b)',
    'first(s)',
    'last(n)',
    'avg(n)',
    'stddev_pop(n)',
    'stddev_samp(d)',
    'var_pop(n)',
    'var_samp(n)',
    'count(DISTINCT s)',
    'percentile(n, 0.95)',
    'rate(n)',
  ];
  deepEqual(
    texts.map((text) => {
      const calls: AggregateCall[] = [];
      check(text, calls);
      return `${calls[0]?.function} ${calls[0]?.type}`;
    }),
    [
      'count bigint',
      'sum bigint',
      'sum double',
      'min timestamp',
      'max boolean',
      'first string',
      'last bigint',
      'avg double',
      'stddev_pop double',
      'stddev_samp double',
      'var_pop double',
      'var_samp double',
      'count_distinct bigint',
      'percentile double',
      'rate double',
    ],
  );
});

test('what has no place among aggregates is told, with its place', () => {
  const texts = [
    'n + sum(n)',
    'nn',
    'sum(max(n))',
    'sum(avg(nn))',
    'sum(s)',
    'avg(ts)',
    'count(distinct s, n)',
    'sum(distinct n)',
    'percentile(d)',
    'percentile(d, 1.5)',
    'percentile(d, n)',
    'percentile(s, 0.5)',
    'percentile(*)',
    'rate(ts)',
    'min(*)',
    'sum(n, m)',
    'count()',
    'sun(n)',
    'count(NULL)',
    "max(INTERVAL '1' DAY)",
  ];
  deepEqual(
    texts.map((text) => problemsOf(text)),
    [
      ['[n] column "n" must be inside an aggregate, such as max(n)'],
      ['[nn] unknown column "nn", did you mean "n"?'],
      ['[max] max is an aggregate inside an aggregate; take one of them out'],
      ['[avg] avg is an aggregate inside an aggregate; take one of them out'],
      ['[s] sum takes a number, but "s" is a string; write CAST(s AS DOUBLE)'],
      ['[ts] avg takes a number, but "ts" is a timestamp'],
      ['[count(distinct s, n)] count takes one argument, not 2; write count(*) or count(x)'],
      ['[sum(distinct n)] sum takes no DISTINCT'],
      ['[percentile(d)] percentile takes two arguments, not 1; write percentile(x, 0.95)'],
      ['[1.5] the second argument of percentile is a number from 0 to 1, such as 0.95'],
      ['[n] the second argument of percentile is a number from 0 to 1, such as 0.95'],
      ['[s] percentile takes a number, but "s" is a string; write CAST(s AS DOUBLE)'],
      ['[percentile(*)] percentile takes no *; write percentile(x, 0.95)'],
      ['[ts] rate takes a number, but "ts" is a timestamp'],
      ['[min(*)] min takes no *; write min(x)'],
      ['[sum(n, m)] sum takes one argument, not 2; write sum(x)'],
      ['[count()] count takes one argument, not 0; write count(*) or count(x)'],
      ['[sun] unknown function SUN, did you mean "sum"?'],
      ['[NULL] nothing says the type of NULL in count(NULL)'],
      [
        `[INTERVAL '1' DAY] "INTERVAL '1' DAY" can only be added to or taken from a timestamp; a number of milliseconds is written 86400000`,
      ],
    ],
  );
});

test('where there are problems, no call is added', () => {
  const calls: AggregateCall[] = [];
  check('sum(n) + sum(s)', calls);
  deepEqual(calls, []);
});

test('an expression without aggregates is one too', () => {
  deepEqual('expression' in check('1 + 1'), true);
});

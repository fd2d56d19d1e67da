import { describe } from 'vitest';
import { says } from './ask.ts';
import { through } from './rows.ts';

// Section 6 of the contract, sentence by sentence: windows and aggregates. Rows are written as rows.ts says.
function windows(window: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  const aggregate = { s: 'sum(v)' };
  return { op: { type: 'window', inputs: ['in'], key: ['k'], window, aggregate, ...more } };
}

const tumbling = windows({ type: 'tumbling', size: '10ms' });

describe('which window a row belongs to', () => {
  says(
    'a window is [start, end), and starts at ts − ((ts − offset) mod size), before 1970 too',
    {
      'a:1@0': 'a 0 10 1',
      'a:1@9': 'a 0 10 1',
      'a:1@10': 'a 10 20 1',
      'a:1@-1': 'a -10 0 1',
      'a:1@-10': 'a -10 0 1',
      'a:1@-11': 'a -20 -10 1',
      'a:1@-1 a:2@0': 'a -10 0 1, a 0 10 2',
    },
    through(tumbling),
  );
  says(
    'an offset moves the starts',
    { 'a:1@2': 'a -7 3 1', 'a:1@3': 'a 3 13 1', 'a:1@-7': 'a -7 3 1', 'a:1@-8': 'a -17 -7 1' },
    through(windows({ type: 'tumbling', size: '10ms', offset: '3ms' })),
  );
  says(
    'a negative offset moves them the other way',
    { 'a:1@7': 'a -2 8 1', 'a:1@8': 'a 8 18 1', 'a:1@-2': 'a -2 8 1', 'a:1@-3': 'a -12 -2 1' },
    through(windows({ type: 'tumbling', size: '10ms', offset: '-2ms' })),
  );
  says(
    'a row is in each sliding window that reaches over it; one that is late for some of them counts in the others',
    {
      'a:1@5': 'a -4 6 1, a 0 10 1, a 4 14 1',
      'a:1@5 a:2@8 a:4@6': 'a -4 6 1, a 0 10 7, a 4 14 7, a 8 18 2',
      'a:1@5 a:2@8 a:4@5': 'a -4 6 1, a 0 10 7, a 4 14 7, a 8 18 2',
      'a:1@20 a:2@4': 'a 12 22 1, a 16 26 1, a 20 30 1 | late 1',
    },
    through(windows({ type: 'sliding', size: '10ms', slide: '4ms' })),
  );
  says(
    'a row that falls between windows is passed over, and is not late either',
    {
      'a:1@3 a:2@4 a:4@10': 'a 0 4 1, a 10 14 4',
      'a:1@3 a:4@20 a:2@5': 'a 0 4 1, a 20 24 4',
      'a:1@3 a:4@20 a:2@12': 'a 0 4 1, a 20 24 4 | late 1',
    },
    through(windows({ type: 'sliding', size: '4ms', slide: '10ms' })),
  );
  says(
    'a cumulate window begins with its size and grows by its step',
    {
      'a:1@3': 'a 0 5 1, a 0 10 1, a 0 15 1',
      'a:1@5': 'a 0 10 1, a 0 15 1',
      'a:1@3 a:2@7 a:4@16': 'a 0 5 1, a 0 10 3, a 0 15 3, a 15 20 4, a 15 25 4, a 15 30 4',
      'a:1@3 a:8@7 a:2@4': 'a 0 5 1, a 0 10 11, a 0 15 11',
      'a:1@-1': 'a -15 0 1',
    },
    through(windows({ type: 'cumulate', size: '15ms', step: '5ms' })),
  );
  says(
    'a session reaches from its first row to its last row + gap; sessions that touch or overlap merge',
    {
      'a:1@0': 'a 0 5 1',
      'a:1@0 a:2@5 a:4@11': 'a 0 10 3, a 11 16 4',
      'a:1@0 a:2@4 a:4@8': 'a 0 13 7',
      'a:1@0 a:2@8 a:4@4': 'a 0 5 1, a 4 13 6',
      'a:1@0 b:2@3 a:4@6': 'a 0 5 1, b 3 8 2, a 6 11 4',
      'a:1@10 a:2@14 a:4@8': 'a 8 19 7',
      'a:1@10 a:2@14 a:4@4': 'a 10 19 3 | late 1',
    },
    through(windows({ type: 'session', gap: '5ms' })),
  );
  says(
    'a row that comes out of order joins two sessions to one',
    { 'a:1@0 a:2@8 a:4@4': 'a 0 13 7', 'a:1@0 a:2@10 a:4@5': 'a 0 15 7', 'a:1@0 a:2@11 a:4@5': 'a 0 10 5, a 11 16 2' },
    through(windows({ type: 'session', gap: '5ms' }), { time: { out_of_orderness: '20ms' } }),
  );
  says(
    'a late row that joins a kept session is not late',
    {
      'a:1@0 a:2@7 a:4@4': 'a 0 5 1, a 0 12 7',
      'a:1@0 a:2@8 a:4@1': 'a 0 5 1, a 0 6 5, a 8 13 2',
      'a:1@0 a:2@10 a:4@1': 'a 0 5 1, a 1 6 4, a 10 15 2',
      'a:1@0 a:2@10 a:4@0': 'a 0 5 1, a 10 15 2 | late 1',
    },
    through(windows({ type: 'session', gap: '5ms' }, { allowed_lateness: '5ms' })),
  );
  says(
    'count windows begin and end with the first and the last row’s event time; an unfilled one gives nothing',
    {
      'a:1@5 b:1@6 a:2@3 a:4@9': 'a 5 3 3',
      'a:1@1 a:2@2 a:3@3 a:4@4': 'a 1 2 3, a 3 4 7',
      'a:1@1': '',
      '-:1@1 -:2@2': 'null 1 2 3',
      'a:@1 a:@1': 'a 1 1 null',
      'a:1@100 a:2@1': 'a 100 1 3',
    },
    through(windows({ type: 'count', size: 2 })),
  );
});

describe('when a window fires', () => {
  says(
    'it fires when the watermark reaches end − 1 ms, which is the largest timestamp so far − 1 ms',
    {
      'a:1@3 a:2@9 a:4@9': 'a 0 10 7',
      'a:1@3 a:8@10 a:2@9': 'a 0 10 1, a 10 20 8 | late 1',
      'a:1@3 a:2@11 a:4@10': 'a 0 10 1, a 10 20 6',
    },
    through(tumbling),
  );
  says(
    'out_of_orderness holds the watermark back by so much',
    {
      'a:1@3 a:8@14 a:2@9': 'a 0 10 3, a 10 20 8',
      'a:1@3 a:8@15 a:2@9': 'a 0 10 1, a 10 20 8 | late 1',
    },
    through(tumbling, { time: { out_of_orderness: '5ms' } }),
  );
  says(
    'windows fire in order of their end; within one end, keys in order of their first row in that window',
    {
      'b:1@1 a:1@0 b:1@11 c:1@12 a:1@13 z:1@40': 'b 0 10 1, a 0 10 1, b 10 20 1, c 10 20 1, a 10 20 1, z 40 50 1',
      'b:1@12 a:1@11 a:1@30': 'b 10 20 1, a 10 20 1, a 30 40 1',
      '-:1@1 a:2@2 -:4@3': 'null 0 10 5, a 0 10 2',
      ':1@1 -:2@2': ' 0 10 1, null 0 10 2',
    },
    through(tumbling),
  );
  says(
    'without a key there is one global group',
    { 'a:1@1 b:2@2 -:4@3': '0 10 7' },
    through(windows({ type: 'tumbling', size: '10ms' }, { key: [] })),
  );
  says(
    'with allowed lateness L a window is kept until the watermark reaches end − 1 ms + L, and fires again for each row',
    {
      'a:1@3 a:2@12 a:4@4 a:8@16 a:16@5': 'a 0 10 1, a 0 10 5, a 10 20 10 | late 1',
      'a:1@3 a:2@14 a:4@4': 'a 0 10 1, a 0 10 5, a 10 20 2',
      'a:1@3 a:2@15 a:4@4': 'a 0 10 1, a 10 20 2 | late 1',
      'a:1@12 a:4@4': 'a 0 10 4, a 10 20 1',
      'a:1@3 a:2@12 a:@4': 'a 0 10 1, a 0 10 1, a 10 20 2',
    },
    through(windows({ type: 'tumbling', size: '10ms' }, { allowed_lateness: '5ms' })),
  );
  says(
    'a late row goes to id.late with the input’s schema',
    {
      'a:1@3 b:8@20 a:2@9': 'a 0 10 1, b 20 30 8 | late: a 2 2 9',
      'a:1@3 a:2@3': 'a 0 10 3 | late: ',
    },
    through(tumbling, { late: 'op.late' }),
  );
  says(
    'a row whose timestamp is null is rejected, and changes nothing',
    { 'a:1@3 a:2@ a:4@4': 'a 0 10 5' },
    through(tumbling),
  );
  says(
    'the event time of a result is end − 1 ms, so that a window of the same size follows',
    {
      'a:1@0 b:2@4 a:4@5': '0 5 3, 5 10 4',
      'a:1@0 b:2@4 a:4@12': '0 5 3, 10 15 4',
    },
    through({
      one: { ...windows({ type: 'tumbling', size: '5ms' }).op },
      op: {
        ...{ type: 'window', inputs: ['one'], window: { type: 'tumbling', size: '5ms' } },
        aggregate: { all: 'sum(s)' },
      },
    }),
  );
});

describe('watermarks of several inputs', () => {
  const both = {
    both: { type: 'union', inputs: ['left', 'right'] },
    op: { ...tumbling.op, inputs: ['both'] },
  };
  says(
    'an operator has the smallest watermark of its inputs that are neither idle nor ended',
    {
      '<a:1@3 >a:2@3 <a:4@20 >a:8@5': 'a 0 10 11, a 20 30 4',
      '<a:1@3 >a:2@3 <a:4@20 >a:8@20 <a:16@5': 'a 0 10 3, a 20 30 12 | late 1',
      '<a:1@3 <a:4@20 >idle <a:16@5 >a:2@30': 'a 0 10 1, a 20 30 4, a 30 40 2 | late 1',
      '<a:1@3 <a:4@20 >a:2@3 >idle <a:16@5': 'a 0 10 3, a 20 30 4 | late 1',
    },
    through(both),
  );
});

describe('aggregates', () => {
  const giving = (aggregate: string) =>
    through(windows({ type: 'tumbling', size: '1h' }, { key: [], aggregate: { x: aggregate } }));
  const over = (rows: string) => (aggregate: string) => giving(aggregate)(rows).replace('0 3600000 ', '');
  says(
    'nulls are passed over; count gives bigint, sum, min, max, first and last keep the type, the others give double',
    {
      'count(*)': '5',
      'count(v)': '3',
      'COUNT(v)': '3',
      'count(distinct v)': '2',
      'sum(v)': '7',
      'sum(n)': '7',
      'min(v)': '1',
      'max(v)': '3',
      'min(k)': 'a',
      'max(k)': 'b',
      'avg(n)': '2.3333333333333335',
      'first(v)': '3',
      'last(v)': '3',
      'first(k)': 'b',
      'last(k)': 'a',
      'ROUND(var_pop(v), 9)': '0.888888889',
      'ROUND(var_samp(v), 9)': '1.333333333',
      'ROUND(stddev_pop(v), 9)': '0.942809042',
      'ROUND(stddev_samp(v), 9)': '1.154700538',
      'sum(v) / count(*)': '1.4',
      'sum(n) / count(*)': '1',
      'sum(n * 2)': '14',
      'sum(v + n)': '14',
      'max(v) - min(v)': '2',
      'max(ts)': '5',
      'count(distinct k)': '2',
      'sum(CASE WHEN v > 1 THEN 1 ELSE 0 END)': '2',
      'count(*) + 1': '6',
      "first(k) || '!'": 'b!',
      'percentile(v, 0)': '1',
      'percentile(v, 1)': '3',
    },
    over('b:@1 b:3@2 a:1@3 b:3@4 a:@5'),
  );
  says(
    'no non-null input gives null, count gives 0',
    {
      'count(*)': '2',
      'count(v)': '0',
      'count(distinct v)': '0',
      'sum(v)': 'null',
      'sum(n)': 'null',
      'min(v)': 'null',
      'max(v)': 'null',
      'avg(v)': 'null',
      'first(v)': 'null',
      'last(v)': 'null',
      'stddev_pop(v)': 'null',
      'var_samp(v)': 'null',
      'percentile(v, 0.5)': 'null',
      'rate(v)': 'null',
    },
    over('a:@1 a:@2'),
  );
  says(
    'a *_samp of one value is null, a *_pop is 0',
    { 'stddev_samp(v)': 'null', 'var_samp(v)': 'null', 'stddev_pop(v)': '0', 'var_pop(v)': '0', 'rate(v)': 'null' },
    over('a:5@1'),
  );
  says(
    'rate is of a counter, per second, and a drop counts as a reset',
    { 'ROUND(rate(v), 6)': '8.333333', 'ROUND(rate(n), 6)': '8.333333' },
    over('a:10@0 a:20@1000 a:5@2000 a:15@3000'),
  );
  says(
    'a sum of whole numbers is exact, whatever it passes on its way; one beyond ±(2^53 − 1) rejects the result',
    {
      'a:9007199254740991@1 a:1@2 a:-5@3': '9007199254740987',
      'a:-9007199254740991@1 a:-1@2 a:1@3': '-9007199254740991',
      'a:9007199254740991@1 a:1@2': '',
      'a:9007199254740991@1 a:9007199254740991@2 a:-9007199254740991@3': '9007199254740991',
    },
    (rows) => over(rows)('sum(n)'),
  );
});

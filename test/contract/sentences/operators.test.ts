import { describe } from 'vitest';
import { says } from './ask.ts';
import { through } from './rows.ts';

// Section 6 of the contract, sentence by sentence: all operators but windows. Rows are written as rows.ts says.
const operator = (type: string, keys: Readonly<Record<string, unknown>>) => ({ op: { type, inputs: ['in'], ...keys } });

describe('filter, select, extend and union', () => {
  says(
    'filter keeps the rows for which where is TRUE',
    { 'a:1@1 a:2@2 a:3@3 a:@4': 'a 2 2 2, a 3 3 3', '-:5@1': 'null 5 5 1' },
    through(operator('filter', { where: 'v > 1' })),
  );
  says(
    'select gives those columns only',
    { 'a:1@1 -:@2': '2 a, null null' },
    through(operator('select', { columns: { w: 'v * 2', k: 'k' } })),
  );
  says(
    'extend gives the input’s columns and these',
    { 'a:1@1': 'a 1 1 1 2 a!' },
    through(operator('extend', { columns: { w: 'v * 2', l: "k || '!'" } })),
  );
  says(
    'a row that cannot be computed is rejected, the others go on',
    { 'a:1@1 a:0@2 a:2@3': '10, 5' },
    through(operator('select', { columns: { q: '10 / n' } })),
  );
  says(
    'event time goes with the row, whatever columns are kept',
    { 'a:1@3 b:2@12 c:4@4': '0 10 1, 10 20 2 | late 1' },
    through({
      only: { type: 'select', inputs: ['in'], columns: { w: 'v' } },
      op: {
        ...{ type: 'window', inputs: ['only'], window: { type: 'tumbling', size: '10ms' } },
        aggregate: { s: 'sum(w)' },
      },
    }),
  );
  says(
    'union gives all rows, as they come',
    { '<a:1@1 >b:2@0 <a:3@5': 'a 1 1 1, b 2 2 0, a 3 3 5' },
    through({ op: { type: 'union', inputs: ['left', 'right'] } }),
  );
});

describe('deduplicate', () => {
  says(
    'first keeps the first row per key, in arrival order',
    { 'a:1@5 a:2@1 b:3@3 a:4@9 -:5@9 -:6@10': 'a 1 1 5, b 3 3 3, null 5 5 9' },
    through(operator('deduplicate', { key: ['k'] })),
  );
  says(
    'again after ttl of event time without a row',
    { 'a:1@0 a:2@5 a:3@14 a:4@24': 'a 1 1 0, a 4 4 24', 'a:1@0 a:2@9': 'a 1 1 0', 'a:1@0 a:2@10': 'a 1 1 0, a 2 2 10' },
    through(operator('deduplicate', { key: ['k'], ttl: '10ms' })),
  );
  says(
    'changed keeps rows whose on columns differ from the key’s row before; null is a value like another',
    { 'a:1@0 a:1@1 a:2@2 a:1@3 b:1@4 a:@5 a:@6 a:1@7': 'a 1 1 0, a 2 2 2, a 1 1 3, b 1 1 4, a null null 5, a 1 1 7' },
    through(operator('deduplicate', { key: ['k'], keep: 'changed', on: ['v'] })),
  );
});

describe('lag', () => {
  const lag = (columns: Readonly<Record<string, string>>) => through(operator('lag', { key: ['k'], columns }));
  says(
    'it gives, per key, values of the row before, null at first',
    { 'a:1@0 a:3@1 b:7@2 a:@3 a:4@4': 'a 1 1 0 null, a 3 3 1 1, b 7 7 2 null, a null null 3 3, a 4 4 4 null' },
    lag({ p: 'lag(v)' }),
  );
  says(
    'lag(x, n) is that of the n-th row before',
    { 'a:1@0 a:2@1 a:3@2 a:4@3': 'a 1 1 0 null, a 2 2 1 null, a 3 3 2 1, a 4 4 3 2' },
    lag({ p: 'lag(v, 2)' }),
  );
  says(
    'delta(x) keeps the type, rate(x) is delta per second of event time',
    {
      'a:1@0 a:4@2000': 'a 1 1 0 null null null, a 4 4 2000 3 3 1.5',
      'a:1@5 a:4@5': 'a 1 1 5 null null null, a 4 4 5 3 3 null',
      'a:4@1000 a:1@500': 'a 4 4 1000 null null null, a 1 1 500 -3 -3 6',
    },
    lag({ d: 'delta(v)', e: 'delta(n)', r: 'rate(v)' }),
  );
  says(
    'ewma(x, alpha) begins with the first value',
    { 'a:1@0 a:3@1 a:4@2': 'a 1 1 0 1, a 3 3 1 2, a 4 4 2 3' },
    lag({ e: 'ewma(v, 0.5)' }),
  );
  says(
    'a difference beyond ±(2^53 − 1) rejects the row, which is then no row before',
    { 'a:9007199254740991@0 a:-1@1 a:2@2': 'a 9007199254740991 9007199254740991 0 null, a 2 2 2 -9007199254740989' },
    lag({ d: 'delta(n)' }),
  );
});

describe('top_n', () => {
  const top = (keys: Readonly<Record<string, unknown>>) => ({
    win: {
      ...{ type: 'window', inputs: ['in'], key: ['k'], window: { type: 'tumbling', size: '10ms' } },
      aggregate: { s: 'sum(v)' },
    },
    op: { type: 'top_n', inputs: ['win'], n: 2, ...keys },
  });
  says(
    'per window, the n first rows and their rank, given when the window is over',
    {
      'a:1@1 b:3@2 c:2@3': 'b 0 10 3 1, c 0 10 2 2',
      'a:1@1 b:1@2 c:1@3': 'a 0 10 1 1, b 0 10 1 2',
      'a:@1 b:1@2 c:2@3': 'c 0 10 2 1, b 0 10 1 2',
      'a:@1 b:1@2': 'b 0 10 1 1, a 0 10 null 2',
      'a:1@1 b:2@12': 'a 0 10 1 1, b 10 20 2 1',
    },
    through(top({ order_by: ['s desc'] })),
  );
  says(
    'nulls are last upwards too',
    { 'a:@1 b:2@2 c:1@3': 'c 0 10 1 1, b 0 10 2 2', 'a:@1 b:2@2': 'b 0 10 2 1, a 0 10 null 2' },
    through(top({ order_by: ['s'] })),
  );
  says(
    'a key has ranks of its own',
    { 'a:1@1 b:3@2 a:4@3': 'a 0 10 5 1, b 0 10 3 1' },
    through(top({ order_by: ['s desc'], key: ['k'] })),
  );
});

describe('interval_join', () => {
  const join = (between: readonly string[]) => ({
    op: { type: 'interval_join', inputs: ['left', 'right'], on: [['k', 'k']], between },
  });
  const pairs = (between: readonly string[]) =>
    through(
      {
        ...join(between),
        short: { type: 'select', inputs: ['op'], columns: { l: 'left_v', r: 'right_v' } },
      },
      { from: 'short' },
    );
  says(
    'pairs of rows whose right time minus the left one is between, both ends included; columns of both sides are prefixed',
    {
      '<a:1@10 >a:2@8': 'a 1 1 10 a 2 2 8',
      '<a:1@10 >a:2@7': '',
      '<a:1@10 >a:2@15': 'a 1 1 10 a 2 2 15',
      '<a:1@10 >a:2@16': '',
      '<a:1@10 >b:2@10': '',
      '<-:1@10 >-:2@10': '',
      '<a:@10 >a:@10': 'a null null 10 a null null 10',
    },
    through(join(['-2ms', '5ms'])),
  );
  says(
    'Flink: between −1 and +1, rows 1 to 4 on both sides',
    { '<a:1@1 <a:2@2 <a:3@3 <a:4@4 >a:1@1 >a:2@2 >a:3@3 >a:4@4': '1 1, 2 1, 1 2, 2 2, 3 2, 2 3, 3 3, 4 3, 3 4, 4 4' },
    pairs(['-1ms', '1ms']),
  );
  says(
    'both bounds may be on one side',
    {
      '<a:1@10 >a:2@12': '1 2',
      '<a:1@10 >a:2@11': '',
      '<a:1@10 >a:2@14': '1 2',
      '<a:1@10 >a:2@15': '',
      '>a:2@12 <a:1@10': '1 2',
    },
    pairs(['2ms', '4ms']),
  );
  says(
    'a row that is older than the watermark when it comes is late',
    {
      '<a:1@10 >a:2@10 <a:3@20 >a:4@20 <a:5@19': '1 2, 3 4',
      '<a:1@10 >a:2@10 <a:3@20 >a:4@20 <a:5@18': '1 2, 3 4 | late 1',
      '<a:1@10 <a:3@20 >a:2@5': '1 2',
    },
    pairs(['-5ms', '0s']),
  );
  says(
    'left rows go to id.late, right rows to id.late-right',
    { '<a:1@20 >a:2@20 <a:3@1 >a:4@2': 'a 1 1 20 a 2 2 20 | late: a 3 3 1' },
    through(join(['-5ms', '5ms']), { late: 'op.late' }),
  );
  says(
    'left rows go to id.late, right rows to id.late-right: the right ones',
    { '<a:1@20 >a:2@20 <a:3@1 >a:4@2': 'a 1 1 20 a 2 2 20 | late: a 4 4 2' },
    through(join(['-5ms', '5ms']), { late: 'op.late-right' }),
  );
  says(
    'the pair’s event time is the later of the two',
    { '<a:1@9 >a:2@11': '10 20 1', '<a:1@11 >a:2@9': '10 20 1' },
    through({
      pair: { ...join(['-5ms', '5ms']).op },
      op: {
        ...{ type: 'window', inputs: ['pair'], window: { type: 'tumbling', size: '10ms' } },
        aggregate: { n: 'count(*)' },
      },
    }),
  );
});

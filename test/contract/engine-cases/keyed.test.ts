import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { printedOf } from './run-whole.ts';

test('K05: the first row of each key passes, and again after the ttl, which counts event time here', () => {
  const operators = { tested: { type: 'deduplicate', inputs: ['in'], key: ['name'], ttl: '100ms' } };
  const rows = 'id1:12@0, id2:11@1, id1:13@2, id1:17@200, id2:18@201, id1:19@202';
  deepEqual(printedOf(operators, rows, { tested: 'n' }), { tested: ['12', '11', '17', '18'] });
});

test('K08: the first two of each key and window, once the window has ended', () => {
  const rows = [
    'key2:1@1, key2:4@2, key2:5@3, key2:3@4, key2:2@1001',
    'key1:2@5, key1:1@6, key1:3@7, key1:3@8, key1:4@1002, key1:6@1003, key1:7@1004',
  ].join(', ');
  const operators = {
    windowed: {
      type: 'window',
      inputs: ['in'],
      key: ['name', 'n'],
      window: { type: 'tumbling', size: '1s' },
      aggregate: { rows: 'count(*)' },
    },
    tested: { type: 'top_n', inputs: ['windowed'], key: ['name'], order_by: ['n'], n: 2 },
  };
  const told = printedOf(operators, rows, { tested: 'window_end name n rank' }, '2s')['tested']!;
  deepEqual([...told].sort(), [
    '1970-01-01T00:00:01.000Z key1 1 1',
    '1970-01-01T00:00:01.000Z key1 2 2',
    '1970-01-01T00:00:01.000Z key2 1 1',
    '1970-01-01T00:00:01.000Z key2 3 2',
    '1970-01-01T00:00:02.000Z key1 4 1',
    '1970-01-01T00:00:02.000Z key1 6 2',
    '1970-01-01T00:00:02.000Z key2 2 1',
  ]);
});

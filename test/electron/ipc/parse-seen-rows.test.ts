import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { parseSeenRows } from '../../../electron/ipc/parse-seen-rows.ts';

const columns = [
  { name: 'at', type: 'timestamp' },
  { name: 'host', type: 'string' },
];

test('rows that are seen have a value of its type, or none, for each of their columns and nothing else', () => {
  const rows = [{ at: 1, host: 'a', more: {} }, { at: null }];
  deepEqual(parseSeenRows({ columns, rows, path: '/etc' }), {
    columns,
    rows: [
      { at: 1, host: 'a' },
      { at: null, host: null },
    ],
  });
});

test('what is no table of rows is refused', () => {
  for (const wrong of [
    null,
    { columns, rows: [] },
    { columns: [], rows: [{}] },
    { columns: [{ name: 'at', type: 'date' }], rows: [{}] },
    { columns: [{ name: '', type: 'string' }], rows: [{}] },
    { columns: [columns[0], columns[0]], rows: [{}] },
    { columns, rows: [{ at: '1' }] },
    { columns, rows: [{ host: 1 }] },
    { columns, rows: 'rows' },
  ])
    throws(() => parseSeenRows(wrong), { code: 'bad-request' });
});

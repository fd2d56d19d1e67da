import { expect, test } from 'vitest';
import { rowCells } from '../../../renderer/pages/pipelines/last-rows.svelte.ts';

test('a row is told in the order of its columns, times as ISO 8601, what is missing as a dash', () => {
  const columns = [
    { name: 'ts', type: 'timestamp' },
    { name: 'n', type: 'bigint' },
    { name: 'ok', type: 'boolean' },
  ] as const;
  const rows = [
    { n: 7, ok: false, ts: 0 },
    { n: null, ok: true, ts: 9e15 },
  ];
  expect(rowCells({ columns, rows })).toEqual([
    ['1970-01-01T00:00:00.000Z', '7', 'false'],
    ['9000000000000000', '–', 'true'],
  ]);
});

import { expect, test } from 'vitest';
import { windowName, windowResults } from '../../../renderer/pages/pipelines/window-results.ts';

const bounds = [
  { name: 'window_start', type: 'timestamp' },
  { name: 'window_end', type: 'timestamp' },
] as const;
const rows = { name: 'rows', type: 'bigint' } as const;
const row = (start: number, value: number | null): Record<string, number | null> => ({
  window_start: start,
  window_end: start + 5,
  rows: value,
});

test('the result of a window is the first number that it gave, and of two the newer one', () => {
  const found = windowResults({ columns: [...bounds, rows], rows: [row(0, 250), row(5, 187), row(5, 190)] });
  expect([...found]).toEqual([
    [windowName({ start: 0, end: 5 }), { name: 'rows', value: 250 }],
    [windowName({ start: 5, end: 10 }), { name: 'rows', value: 190 }],
  ]);
});

test('a window has no result of its own where there is one for each key, no number, or nothing yet', () => {
  const keyed = { columns: [{ name: 'host', type: 'string' } as const, ...bounds, rows], rows: [row(0, 3)] };
  const wordless = { columns: [...bounds], rows: [row(0, 1)] };
  const missing = { columns: [...bounds, rows], rows: [row(0, null)] };
  expect([keyed, wordless, null].map((tapped) => windowResults(tapped).size)).toEqual([0, 0, 0]);
  expect([...windowResults(missing)]).toEqual([]);
});

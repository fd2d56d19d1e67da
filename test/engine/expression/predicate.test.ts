import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { select } from './evaluate.ts';

const ROWS = [
  { s: 'a', n: 1, d: 0.5, b: true, ts: 5 },
  { s: 'b', n: 0, d: null, b: false, ts: 6 },
  { s: null, n: 2, d: -1.5, b: null, ts: null },
  { s: 'a', n: null, d: 3, b: true, ts: 7 },
];

const picks = (...texts: string[]): number[][] => texts.map((text) => select(text, ROWS).picked);

test('the rows for which a condition is TRUE are picked, in order', () => {
  deepEqual(picks("s = 'a'", "s <> 'a'", "s = 'zzz'", "s <> 'zzz'", "'a' = s", "s > 'a'"), [
    [0, 3],
    [1],
    [],
    [0, 1, 3],
    [0, 3],
    [1],
  ]);
  deepEqual(picks('n = 1', 'n <> 1', 'n < 1', 'n <= 1', 'n > 1', 'n >= 1', '1 < n', '1 >= n'), [
    [0],
    [1, 2],
    [1],
    [0, 1],
    [2],
    [0, 2],
    [2],
    [0, 1],
  ]);
  deepEqual(
    picks(
      'b',
      'NOT b',
      'b = TRUE',
      'b IS NULL',
      'TRUE',
      'FALSE',
      'n = NULL',
      'd > n',
      "ts > TIMESTAMP '1970-01-01 00:00:00.005'",
    ),
    [[0, 3], [1], [0, 3], [2], [0, 1, 2, 3], [], [], [], [1, 3]],
  );
});

test('of any number of rows, all are looked at once', () => {
  const tests: Readonly<Record<string, (n: number) => boolean>> = {
    ...{ 'n = 3': (n) => n === 3, 'n <> 3': (n) => n !== 3, 'n < 3': (n) => n < 3, 'n <= 3': (n) => n <= 3 },
    ...{ 'n > 3': (n) => 3 < n, 'n >= 3': (n) => 3 <= n, b: (n) => n < 2 },
  };
  for (let length = 0; length < 14; length++) {
    const numbers = Array.from({ length }, (_, i) => (i * 5) % 7);
    const rows = numbers.map((n) => ({ s: 'a', n, d: 0, b: n < 2, ts: 0 }));
    for (const [text, holds] of Object.entries(tests)) {
      const expected = [...numbers.keys()].filter((i) => holds(numbers[i]!));
      deepEqual([text, length, select(text, rows).picked], [text, length, expected]);
    }
  }
});

test('the parts of an AND narrow the rows', () => {
  deepEqual(
    picks(
      "s = 'a' AND d > 1",
      "d > 0 AND s = 'a' AND b",
      'n > 0 AND d < 0',
      "s LIKE '%a%' AND ts < TIMESTAMP '1970-01-01 00:00:00.006'",
      'b AND NULL',
    ),
    [[3], [0, 3], [2], [0], []],
  );
});

test('a row that fails is not picked, unless AND was decided before', () => {
  deepEqual(select('4 / n > 1', ROWS), { picked: [0, 2], failed: [1] });
  deepEqual(select('n <> 0 AND 4 / n > 1', ROWS), { picked: [0, 2], failed: [] });
  deepEqual(select('4 / n > 1 AND b', ROWS), { picked: [0], failed: [1] });
  deepEqual(select('d > 0 AND 4 / n > 1', ROWS), { picked: [0], failed: [1] });
  deepEqual(select('4 / n > 1 OR TRUE', ROWS), { picked: [0, 2, 3], failed: [1] });
});

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, failed, parse, problemsOf } from '../evaluate.ts';

const ROWS = [
  { n: 0, s: 'a' },
  { n: 2, s: 'b' },
  { n: null, s: null },
];

test('CASE takes the first branch whose condition is TRUE, else ELSE, else NULL', () => {
  deepEqual(evaluate("CASE WHEN n > 1 THEN 'many' WHEN n >= 0 THEN 'few' ELSE 'unknown' END", ROWS), [
    'few',
    'many',
    'unknown',
  ]);
  deepEqual(evaluate('CASE WHEN n > 1 THEN n END', ROWS), [null, 2, null]);
});

test('CASE with an operand compares it; NULL equals nothing', () => {
  deepEqual(evaluate("CASE n WHEN 0 THEN 'zero' WHEN 2 THEN 'two' WHEN NULL THEN 'null' ELSE s END", ROWS), [
    'zero',
    'two',
    null,
  ]);
});

test('a branch that is not taken cannot fail the row', () => {
  deepEqual(evaluate('CASE WHEN n = 0 THEN 0 ELSE 4 / n END', ROWS), [0, 2, null]);
  deepEqual(evaluate('IF(n = 0, 0, 4 / n)', ROWS), [0, 2, null]);
  deepEqual(evaluate('CASE WHEN n = 0 THEN TRUE WHEN 4 / n = 2 THEN FALSE END', ROWS), [true, false, null]);
  deepEqual(evaluate('COALESCE(n, 1 / 0)', ROWS), [0, 2, failed('division by zero: 1 / 0')]);
  deepEqual(evaluate('COALESCE(n, 5, 1 / 0)', ROWS), [0, 2, 5]);
  deepEqual(evaluate('IF(n IS NULL, 1, IF(n = 0, 2, 4 / n))', ROWS), [2, 2, 1]);
});

test('a branch within a branch that is not taken cannot fail the row either', () => {
  deepEqual(evaluate('IF(n = 2, 1, IF(n IS NULL, 4 / n, CASE WHEN n <> 0 AND 4 / n = 2 THEN 3 ELSE 9 END))', ROWS), [
    9,
    1,
    null,
  ]);
  deepEqual(evaluate("IF(n IS NOT NULL, 0, IF(n IS NULL OR CAST('x' AS BOOLEAN), 1, 2))", ROWS), [0, 0, 1]);
});

test('a branch that is taken does fail it, and so does a condition that is reached', () => {
  deepEqual(evaluate('CASE WHEN n = 0 THEN CAST(s AS BIGINT) WHEN n = 2 THEN 1 END', ROWS), [
    failed("cannot cast 'a' to BIGINT: it is no number"),
    1,
    null,
  ]);
  deepEqual(evaluate('IF(4 / n > 0, 1, 2)', ROWS), [failed('division by zero: 4 / 0'), 1, 2]);
});

test('bigint and double branches give double', () => {
  deepEqual(parse('IF(b, 1, 2.5)').type, 'double');
  deepEqual(
    evaluateAll(['IF(TRUE, 1, 2.5)', 'COALESCE(NULL, 2.5, 1)', 'CASE WHEN FALSE THEN 1.5 ELSE 2 END']),
    [1, 2.5, 2],
  );
});

test('branches of every type come together', () => {
  const rows = [
    { n: 1, s: 'x', t: 'y', b: false, ts: 5, us: 6 },
    { n: 2, s: 'x', t: 'y', b: true, ts: 5, us: 6 },
  ];
  deepEqual(evaluate("IF(n = 1, s, t || '!')", rows), ['x', 'y!']);
  deepEqual(evaluate('IF(n = 1, ts, us)', rows), [5, 6]);
  deepEqual(evaluate('IF(n = 1, TRUE, b)', rows), [true, true]);
  deepEqual(evaluate('COALESCE(s, t)', rows), ['x', 'x']);
});

test('NULLIF is null where both are equal, and has the type of the first', () => {
  deepEqual(evaluate('NULLIF(n, 0)', ROWS), [null, 2, null]);
  deepEqual(evaluate('NULLIF(n, NULL)', ROWS), [0, 2, null]);
  deepEqual([parse('NULLIF(n, 0.5)').type, parse("NULLIF(s, '')").type], ['bigint', 'string']);
});

test('branches of different types, and conditions that are none, are refused', () => {
  deepEqual(
    ["IF(b, 1, 'x')", 'IF(n, 1, 2)', 'COALESCE(ts, s)', 'COALESCE(NULL)', 'IF(b, 1)'].flatMap((text) =>
      problemsOf(text),
    ),
    [
      `['x'] IF mixes a bigint and a string, "'x'"; write CAST(1 AS STRING)`,
      '[n] the condition of IF takes a boolean, but "n" is a bigint',
      '[s] COALESCE mixes a timestamp and a string, "s"; write CAST(s AS TIMESTAMP)',
      '[COALESCE(NULL)] nothing says the type of COALESCE here; write CAST(NULL AS DOUBLE)',
      '[IF(b, 1)] IF cannot take 2 arguments; write IF(condition, then, else)',
    ],
  );
});

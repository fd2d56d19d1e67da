import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, failed, problemsOf } from '../evaluate.ts';

const LONE = '\ud83d';

test('lengths and positions count code points', () => {
  deepEqual(
    evaluateAll(
      [
        'CHAR_LENGTH(s)',
        'CHARACTER_LENGTH(t)',
        "CHAR_LENGTH('')",
        'SUBSTRING(s, 2, 1)',
        'SUBSTRING(s, 3)',
        'SUBSTRING(s FROM 2 FOR 2)',
      ],
      { s: 'a😀b', t: LONE },
    ),
    [3, 1, 0, '😀', 'b', '😀b'],
  );
});

test('SUBSTRING counts from the end for negative positions, and takes 0 for 1, as Flink does', () => {
  const calls = ['0', '0, 2', '1, 0', '-2', '-2, 1', '-3', '-4', '4', '99', '2, 99', '2, -1', 'NULL', '1, NULL'];
  deepEqual(evaluateAll(calls.map((args) => `SUBSTRING('abc', ${args})`)), [
    'abc',
    'ab',
    '',
    'bc',
    'b',
    'abc',
    '',
    '',
    '',
    'bc',
    null,
    null,
    null,
  ]);
  deepEqual(
    evaluate('SUBSTRING(s, n, m)', [
      { s: 'x😀yz', n: 2, m: 2 },
      { s: 'x😀yz', n: -1, m: 5 },
      { s: 'x', n: 1 },
    ]),
    ['😀y', 'z', null],
  );
});

test('TRIM takes blanks, or the characters that are given, from either end', () => {
  const texts = [
    "TRIM('  a b ')",
    "TRIM(LEADING FROM '  a ')",
    "TRIM(TRAILING 'xy' FROM 'xyaxyx')",
    "TRIM('😀' FROM '😀a😀')",
    "TRIM(BOTH 'a' FROM 'aaa')",
    "TRIM(BOTH FROM ' a')",
    "LTRIM(' a ')",
    "RTRIM(' a ')",
    "TRIM('')",
    'TRIM(s)',
    "TRIM('\t a')",
  ];
  deepEqual(evaluateAll(texts), ['a b', 'a ', 'xya', 'a', '', 'a', 'a ', ' a', '', null, '\t a']);
});

test('REPLACE takes its texts as they are', () => {
  deepEqual(
    evaluateAll([
      "REPLACE('a.b.c', '.', '$&')",
      "REPLACE('aaa', 'aa', 'b')",
      "REPLACE('a😀', '', '-')",
      "REPLACE('abc', 'b', '')",
      "REPLACE('abc', 'x', 'y')",
      "REPLACE(s, 'a', 'b')",
    ]),
    ['a$&b$&c', 'ba', '-a-😀-', 'ac', 'abc', null],
  );
});

test('CONCAT and || join, and are null with a null', () => {
  const rows = [{ s: 'a', t: '' }, { s: 'a' }, { s: '', t: '' }];
  deepEqual(evaluate('s || t', rows), ['a', null, '']);
  deepEqual(evaluate("CONCAT(s, '-', t)", rows), ['a-', null, '-']);
  deepEqual(evaluate("s || '!' || s", rows), ['a!a', 'a!a', '!']);
  deepEqual(evaluate('CONCAT(s)', rows), ['a', 'a', '']);
});

test('UPPER and LOWER know more than ASCII', () => {
  deepEqual(evaluateAll(["UPPER('straße')", "LOWER('ÀÉ')", 'UPPER(s)'], { s: LONE }), ['STRASSE', 'àé', LONE]);
});

test('a string that is made too long rejects the row instead of filling the memory', () => {
  const long = 'a'.repeat(1_000_000);
  deepEqual(evaluateAll(['s || s', "REPLACE(s, 'a', 'aa')", "CHAR_LENGTH(s || 'x')"], { s: long }), [
    failed('a string of 2000000 characters; at most 1048576 are kept'),
    failed('REPLACE makes a string of 2000000 characters; at most 1048576 are kept'),
    1_000_001,
  ]);
});

test('what is no string has to be cast', () => {
  deepEqual(
    ['s || n', 'UPPER(ts)', "SUBSTRING(s, '1')", 'SUBSTRING(s, 1.5)', 'CHAR_LENGTH(b)', 'REPLACE(s, 1, 2)'].flatMap(
      (text) => problemsOf(text),
    ),
    [
      '[n] || takes a string, but "n" is a bigint; write CAST(n AS STRING)',
      '[ts] UPPER takes a string, but "ts" is a timestamp; write CAST(ts AS STRING)',
      `['1'] SUBSTRING takes a bigint, but "'1'" is a string; write CAST('1' AS BIGINT)`,
      '[1.5] SUBSTRING takes a bigint, but "1.5" is a double; write CAST(1.5 AS BIGINT)',
      '[b] CHAR_LENGTH takes a string, but "b" is a boolean; write CAST(b AS STRING)',
      '[1] REPLACE takes a string, but "1" is a bigint; write CAST(1 AS STRING)',
    ],
  );
});

test('a string is what its two halves join to, and half a surrogate pair breaks nothing', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '%', '😀', '\ud83d', '\ude00', 'é') });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 8 }), (s, n) => {
      const [length] = evaluate('CHAR_LENGTH(s)', [{ s }]);
      deepEqual(length, Array.from(s).length);
      deepEqual(evaluate('SUBSTRING(s, 1, n) || SUBSTRING(s, n + 1)', [{ s, n }]), [s]);
      deepEqual(evaluate('SUBSTRING(s, n, 2)', [{ s, n }]), [
        Array.from(s)
          .slice(n - 1, n + 1)
          .join(''),
      ]);
      deepEqual(evaluate('TRIM(s)', [{ s }]), [s.replace(/^ +| +$/g, '')]);
    }),
  );
});

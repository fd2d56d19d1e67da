import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, problemsOf } from '../evaluate.ts';

const OPERATORS = ['=', '<>', '<', '<=', '>', '>='];

test('numbers compare by value, bigint with double, and zero has one value', () => {
  const results = (left: string, right: string): unknown =>
    evaluateAll(
      OPERATORS.map((operator) => `${left} ${operator} ${right}`),
      { n: 2, d: 2.5, e: -0 },
    );
  deepEqual(
    [
      results('n', 'd'),
      results('d', 'n'),
      results('n', '2.0'),
      results('e', '0'),
      results('0.0', 'e'),
      results('3', 'd'),
    ],
    [
      [false, true, true, true, false, false],
      [false, true, false, false, true, true],
      [true, false, false, true, false, true],
      [true, false, false, true, false, true],
      [true, false, false, true, false, true],
      [false, true, false, false, true, true],
    ],
  );
});

test('strings compare by code point, where UTF-16 units would go wrong', () => {
  const row = { s: '\u{10000}', t: '\uffff' };
  deepEqual(
    evaluateAll(['s > t', "s > '\uffff'", "t < '\u{10000}'", 's <= t', 's = t', 's <> t', "s >= '\u{10000}'"], row),
    [true, true, true, false, false, true, true],
  );
});

test('a string that a column has never held equals none of it', () => {
  deepEqual(evaluate("s = 'zebra'", [{ s: 'a' }, { s: '' }, { s: null }]), [false, false, null]);
  deepEqual(evaluate("s <> 'zebra'", [{ s: 'a' }, { s: '' }, { s: null }]), [true, true, null]);
  deepEqual(evaluate("s = ''", [{ s: 'a' }, { s: '' }, { s: null }]), [false, true, null]);
});

test('booleans and times compare too, FALSE before TRUE', () => {
  deepEqual(
    evaluateAll(['b > c', 'b = TRUE', 'c <> FALSE', 'b = c', 'ts < us', "ts = TIMESTAMP '1970-01-01 00:00:00.005Z'"], {
      b: true,
      c: false,
      ts: 5,
      us: 6,
    }),
    [true, true, false, false, true, true],
  );
});

test('NULL compares with nothing', () => {
  deepEqual(
    evaluateAll(['n = NULL', 'NULL <> s', 'NULL = NULL', 'n < m', "s < 'a'", 's = t', 'b = c', 'd > 1'], { n: 1 }),
    [null, null, null, null, null, null, null, null],
  );
});

test('different types do not compare, and the message says what to write', () => {
  deepEqual(
    ["n = '1'", 's > 1', "ts > '2026-01-01'", 'ts > s', 'b = 1', 'ts > 5'].flatMap((text) => problemsOf(text)),
    [
      `['1'] the comparison mixes a bigint and a string, "'1'"; write CAST(n AS STRING)`,
      '[1] the comparison mixes a string and a bigint, "1"; write CAST(1 AS STRING)',
      `['2026-01-01'] the comparison mixes a timestamp and a string, "'2026-01-01'"; write TIMESTAMP '2026-01-01'`,
      '[s] the comparison mixes a timestamp and a string, "s"; write CAST(s AS TIMESTAMP)',
      '[1] the comparison mixes a boolean and a bigint, "1"',
      '[5] the comparison mixes a timestamp and a bigint, "5"',
    ],
  );
});

test('BETWEEN includes both ends, and is decided by one of them where the other is null', () => {
  deepEqual(
    evaluateAll([
      '2 BETWEEN 2 AND 3',
      '3 BETWEEN 2 AND 3',
      '4 BETWEEN 2 AND 3',
      '4 BETWEEN NULL AND 3',
      '2 BETWEEN NULL AND 3',
      '2 NOT BETWEEN 2 AND 3',
      'n BETWEEN 1 AND 2',
    ]),
    [true, true, false, false, null, false, null],
  );
});

test('IN is null where nothing equals and something is null', () => {
  const rows = [{ n: 1, s: 'a', d: -0, b: true }, { n: 9, s: 'z', d: 0.5, b: false }, {}];
  deepEqual(evaluate('n IN (1, 2)', rows), [true, false, null]);
  deepEqual(evaluate('n NOT IN (1, NULL)', rows), [false, null, null]);
  deepEqual(evaluate("s IN ('a', 'b')", rows), [true, false, null]);
  deepEqual(evaluate("s IN ('a', NULL)", rows), [true, null, null]);
  deepEqual(evaluate('d IN (0, 7)', rows), [true, false, null]);
  deepEqual(evaluate('n IN (d + 1, 9)', rows), [true, true, null]);
  deepEqual(evaluate('b IN (TRUE)', rows), [true, false, null]);
});

test('IS DISTINCT FROM takes NULL as a value', () => {
  const rows = [{ n: 1, m: 1 }, { n: 1, m: 2 }, { n: 1 }, {}];
  deepEqual(evaluate('n IS DISTINCT FROM m', rows), [false, true, true, false]);
  deepEqual(evaluate('n IS NOT DISTINCT FROM m', rows), [true, false, false, true]);
});

test('the order of strings is that of their code points', () => {
  const points = (text: string): number[] => Array.from(text, (point) => point.codePointAt(0)!);
  const compare = (left: number[], right: number[]): number => {
    const i = left.findIndex((point, at) => point !== right[at]);
    if (i === -1) return left.length === right.length ? 0 : -1;
    return i < right.length && left[i]! < right[i]! ? -1 : 1;
  };
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'),
    maxLength: 4,
  });
  fc.assert(
    fc.property(text, text, (s, t) => {
      const order = compare(points(s), points(t));
      const expected = [order === 0, order !== 0, order < 0, order <= 0, order > 0, order >= 0];
      deepEqual(
        evaluateAll(
          OPERATORS.map((operator) => `s ${operator} t`),
          { s, t },
        ),
        expected,
      );
      deepEqual(
        evaluateAll(
          OPERATORS.map((operator) => `s ${operator} '${t}'`),
          { s },
        ),
        expected,
      );
    }),
  );
});

import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, failed, parse } from '../evaluate.ts';

test('ABS, SIGN, CEIL, FLOOR and ROUND keep the type of their argument', () => {
  const texts = [
    'ABS(n)',
    'SIGN(n)',
    'CEIL(n)',
    'FLOOR(n)',
    'ROUND(n)',
    'ROUND(n, -1)',
    'ABS(d)',
    'CEILING(d)',
    'ROUND(d, 2)',
    'SQRT(n)',
    'POWER(n, 2)',
  ];
  deepEqual(
    texts.map((text) => parse(text).type),
    ['bigint', 'bigint', 'bigint', 'bigint', 'bigint', 'bigint', 'double', 'double', 'double', 'double', 'double'],
  );
  deepEqual(evaluateAll(texts, { n: -16, d: -1.255 }), [16, -1, -16, -16, -16, -20, 1.255, -1, -1.26, null, 256]);
});

test('CEIL and FLOOR go towards plus and minus infinity', () => {
  deepEqual(evaluateAll(['CEIL(1.2)', 'CEIL(-1.2)', 'FLOOR(1.2)', 'FLOOR(-1.2)', 'FLOOR(7)']), [2, -1, 1, -2, 7]);
});

test('ROUND goes half away from zero, by the number as it is printed', () => {
  const texts = [
    '2.5',
    '-2.5',
    '0.49999999999999994',
    '1.005, 2',
    '2.675, 2',
    '-1.005, 2',
    '1.45, 1',
    '5e-324, 2',
    '1e21, 2',
  ];
  deepEqual(evaluateAll(texts.map((text) => `ROUND(${text})`)), [3, -3, 0, 1.01, 2.68, -1.01, 1.5, 0, 1e21]);
});

test('ROUND to negative digits rounds to tens and hundreds', () => {
  deepEqual(
    evaluateAll(
      [
        'ROUND(1250, -2)',
        'ROUND(-1250, -2)',
        'ROUND(1249, -2)',
        'ROUND(55.5, -1)',
        'ROUND(5, -1)',
        'ROUND(5, -20)',
        'ROUND(5e200, -300)',
        'ROUND(n, m)',
      ],
      { n: 15, m: -1 },
    ),
    [1300, -1300, 1200, 60, 10, 0, 0, 20],
  );
});

test('rounding a bigint up beyond the exact range rejects the row', () => {
  const n = Number.MAX_SAFE_INTEGER;
  deepEqual(evaluateAll(['ROUND(n, -1)', 'ROUND(n, -2)'], { n }), [
    9_007_199_254_740_990,
    failed(`ROUND(${n}, -2) is beyond ±(2^53 − 1)`),
  ]);
});

test('a result that is no finite number is null', () => {
  deepEqual(
    evaluateAll([
      'SQRT(-1)',
      'LN(0)',
      'LN(-1)',
      'EXP(1000)',
      'POWER(10, 400)',
      'POWER(0, -1)',
      'LN(EXP(1))',
      'POWER(0, 0)',
    ]),
    [null, null, null, null, null, null, 1, 1],
  );
});

test('null in, null out', () => {
  deepEqual(
    evaluateAll([
      'ABS(n)',
      'SIGN(d)',
      'CEIL(d)',
      'ROUND(d, 1)',
      'ROUND(1.5, m)',
      'POWER(2, d)',
      'SQRT(NULL)',
      'LEAST(1, n)',
      'GREATEST(s, NULL)',
    ]),
    [null, null, null, null, null, null, null, null, null],
  );
});

test('LEAST and GREATEST compare values of one type, strings by code point', () => {
  const row = { n: 3, d: 2.5, s: '\u{1f600}', t: '\uffff', b: true, c: false, ts: 5, us: 9 };
  deepEqual(
    evaluateAll(
      ['LEAST(n, d, 7)', 'GREATEST(n, d)', 'LEAST(s, t)', 'GREATEST(s, t)', 'LEAST(b, c)', 'GREATEST(ts, us)'],
      row,
    ),
    [2.5, 3, '\uffff', '\u{1f600}', false, 9],
  );
});

test('rounding to digits gives the nearest number of that many digits', () => {
  const cents = fc.integer({ min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(cents, fc.integer({ min: -4, max: 4 }), (value, offset) => {
      // A number of three decimals, as printed; its last digit decides.
      const text = `${value}${5 + offset}`;
      const number = Number(`${text}e-3`);
      const up = 5 + offset >= 5 ? 1 : 0;
      const expected = Number(`${Math.abs(value) + up}e-2`) * (text.startsWith('-') ? -1 : 1);
      deepEqual(evaluate('ROUND(d, 2)', [{ d: number }])[0] === expected, true, `${number} → ${expected}`);
    }),
  );
});

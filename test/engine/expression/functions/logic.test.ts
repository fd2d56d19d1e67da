import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, failed, problemsOf } from '../evaluate.ts';

const THREE = [true, false, null];
const PAIRS = THREE.flatMap((b) => THREE.map((c) => ({ b, c })));

test('AND, OR and NOT are those of three-valued logic', () => {
  deepEqual(evaluate('b AND c', PAIRS), [true, false, null, false, false, false, null, false, null]);
  deepEqual(evaluate('b OR c', PAIRS), [true, true, true, true, false, null, true, null, null]);
  deepEqual(
    evaluate(
      'NOT b',
      THREE.map((b) => ({ b })),
    ),
    [false, true, null],
  );
});

test('AND and OR without any null are the same', () => {
  const pairs = PAIRS.filter(({ b, c }) => b !== null && c !== null);
  deepEqual(evaluate('b AND c', pairs), [true, false, false, false]);
  deepEqual(evaluate('b OR c', pairs), [true, true, true, false]);
});

test('comparisons with literals that are joined hold each for itself, up to the next double, and are unknown of a null', () => {
  const next = 3.0000000000000004;
  const rows = [
    { d: 3, n: 1 },
    { d: next, n: 1 },
    { d: 3, n: 2 },
    { d: -3, n: 1 },
    { d: 0, n: 0 },
    { d: -0, n: -1 },
  ];
  const texts = [
    'd > 3 AND n = 1',
    'd > 3 AND n >= 1',
    'd >= 3 AND n < 2',
    'd <= 3 AND 1 <= n',
    '3 > d AND n <= 1 AND d >= -3.0',
    'd >= 0 AND d <= 0.0',
    'd < 0 AND n < 1',
    `d >= ${next} AND d <= ${next} AND n > 0`,
    'd >= -3 AND d < -2.5',
  ];
  const truths = texts.map((text) =>
    evaluate(text, rows)
      .map((value) => (value === true ? 1 : 0))
      .join(''),
  );
  deepEqual(truths, ['010000', '010000', '110000', '101100', '000111', '000011', '000000', '010000', '000100']);
  deepEqual(
    evaluate('d > 3 AND n > 0', [
      { d: 4, n: null },
      { d: 3, n: null },
      { d: null, n: 1 },
    ]),
    [null, false, null],
  );
});

test('a long chain is decided by any of its parts', () => {
  const rows = [{ n: 1 }, { n: 5 }, { n: 299 }, { n: 1000 }];
  const chain = Array.from({ length: 300 }, (_, i) => `n = ${i}`).join(' OR ');
  deepEqual(evaluate(chain, rows), [true, true, true, false]);
});

test('IS tests are never null', () => {
  const rows = THREE.map((b) => ({ b }));
  deepEqual(
    [
      'IS NULL',
      'IS NOT NULL',
      'IS TRUE',
      'IS NOT TRUE',
      'IS FALSE',
      'IS NOT FALSE',
      'IS UNKNOWN',
      'IS NOT UNKNOWN',
    ].map((test) => evaluate(`b ${test}`, rows)),
    [
      [false, false, true],
      [true, true, false],
      [true, false, false],
      [false, true, true],
      [false, true, false],
      [true, false, true],
      [false, false, true],
      [true, true, false],
    ],
  );
  deepEqual(evaluateAll(['s IS NULL', 'NULL IS NULL', 'n IS NOT NULL', "'' IS NULL"], { s: null, n: 0 }), [
    true,
    true,
    true,
    false,
  ]);
});

test('what the left side decided cannot fail on the right', () => {
  const rows = [
    { n: 0, b: false },
    { n: 0, b: true },
    { n: 0, b: null },
    { n: 2, b: true },
  ];
  const wrong = failed('division by zero: 4 / 0');
  deepEqual(evaluate('b AND 4 / n = 2', rows), [false, wrong, wrong, true]);
  deepEqual(evaluate('b OR 4 / n = 2', rows), [wrong, true, wrong, true]);
  deepEqual(evaluate('n <> 0 AND 4 / n = 2', rows), [false, false, false, true]);
});

test('evaluation goes from left to right: a failure on the left is one, whatever the right says', () => {
  deepEqual(evaluate('4 / n = 2 AND FALSE', [{ n: 0 }]), [failed('division by zero: 4 / 0')]);
  deepEqual(evaluate('4 / n = 2 OR TRUE', [{ n: 0 }]), [failed('division by zero: 4 / 0')]);
  deepEqual(evaluate('4 / n = 5 / n', [{ n: 0 }]), [failed('division by zero: 4 / 0')]);
  deepEqual(evaluate('5 / n > 4 / n', [{ n: 0 }]), [failed('division by zero: 5 / 0')]);
});

test('what is no boolean has no place in logic', () => {
  deepEqual(
    ['b AND 1', 'NOT s', 'b OR s'].flatMap((text) => problemsOf(text)),
    [
      '[1] AND takes a boolean, but "1" is a bigint',
      '[s] NOT takes a boolean, but "s" is a string; write CAST(s AS BOOLEAN)',
      '[s] OR takes a boolean, but "s" is a string; write CAST(s AS BOOLEAN)',
    ],
  );
});

import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, failed, problemsOf } from '../evaluate.ts';

const MAX = Number.MAX_SAFE_INTEGER;

test('bigint division cuts towards zero, and the remainder has the sign of the left side', () => {
  deepEqual(
    evaluateAll(['7 / 2', '-7 / 2', '7 / -2', '-7 / -2', '7 % 3', '-7 % 3', '7 % -3', 'MOD(-7, -3)']),
    [3, -3, -3, 3, 1, -1, 1, -1],
  );
});

test('a division of bigints by zero rejects the row and says which', () => {
  deepEqual(
    evaluate('n / m', [
      { n: 7, m: 0 },
      { n: 7, m: 2 },
      { n: null, m: 0 },
      { n: 7, m: null },
    ]),
    [failed('division by zero: 7 / 0'), 3, null, null],
  );
  deepEqual(evaluate('n % m', [{ n: 7, m: 0 }]), [failed('division by zero: 7 % 0')]);
});

test('a bigint result beyond the exact range rejects the row instead of being rounded', () => {
  const rows = [
    { n: MAX, m: 1 },
    { n: -MAX, m: -1 },
    { n: MAX - 1, m: 1 },
    { n: MAX, m: MAX },
  ];
  deepEqual(evaluate('n + m', rows), [
    failed(`${MAX} + 1 is beyond ±(2^53 − 1)`),
    failed(`${-MAX} + -1 is beyond ±(2^53 − 1)`),
    MAX,
    failed(`${MAX} + ${MAX} is beyond ±(2^53 − 1)`),
  ]);
  deepEqual(evaluateAll(['n * 2', 'n - -1', '-n', '(n - 1) / 2 * 2 + 1', 'n * -1'], { n: MAX }), [
    failed(`${MAX} * 2 is beyond ±(2^53 − 1)`),
    failed(`${MAX} - -1 is beyond ±(2^53 − 1)`),
    -MAX,
    MAX,
    -MAX,
  ]);
});

test('a bigint is never minus zero, a double can be', () => {
  const results = evaluateAll(['n * -5', '-n', '-1 / 2', '-4 % 2', 'n * -5.0', '-d'], { n: 0, d: 0 });
  deepEqual(
    results.map((value) => Object.is(value, -0)),
    [false, false, false, false, true, true],
  );
});

test('a product with literals and what is added to it are rounded one after the other, and zeros keep their sign', () => {
  const expected: Readonly<Record<string, (d: number) => number>> = {
    'd * 0.1 + 0.7': (d) => d * 0.1 + 0.7,
    '0.7 - d * 0.1': (d) => 0.7 - d * 0.1,
    '0.1 * d - 0.7': (d) => 0.1 * d - 0.7,
    'd * -0.0': (d) => d * -0,
    'd - 0.0': (d) => d - 0,
    'd + 0.0': (d) => d + 0,
    '0.0 - d': (d) => 0 - d,
    '1.5 - d': (d) => 1.5 - d,
    'd * 3.0 * 0.1 + 1.0 - 0.1': (d) => d * 3 * 0.1 + 1 - 0.1,
  };
  const values = [0, -0, 1.5, -7, 0.1, 1e308, -1e308, 5e-324, 1 / 3, 7];
  for (const [text, of] of Object.entries(expected)) {
    const found = evaluate(
      text,
      values.map((d) => ({ d })),
    );
    const wanted = values.map((d) => (Number.isFinite(of(d)) ? of(d) : null));
    deepEqual(
      found.map((each, i) => Object.is(each, wanted[i])),
      values.map(() => true),
      text,
    );
  }
});

test('what is not finite on the way to a result makes it null, also where the result by itself would be a number', () => {
  const texts = [
    'd * 10 * 0',
    '0 * (d * 10)',
    '1 / (d * 10)',
    '7 % (d * 10)',
    'd * 10 - d * 10',
    'd / 0 / 0',
    '(d - d) * 10 + 1',
  ];
  deepEqual(evaluateAll(texts, { d: 1e308 }), [null, null, null, null, null, null, 1]);
  deepEqual(evaluate('1 / (d * 10) + d * 0', [{ d: 1 }, { d: 1e308 }, { d: null }]), [0.1, null, null]);
});

test('with a double on either side the result is double, and null where it is not finite', () => {
  deepEqual(
    evaluateAll(['7 / 2.0', '7.0 / 2', 'd / 0', '0.0 / 0', 'd % 0', '1e308 * 10', '-1e308 - 1e308', '7.5 % -2'], {
      d: 1,
    }),
    [3.5, 3.5, null, null, null, null, null, 1.5],
  );
});

test('null with anything is null', () => {
  deepEqual(evaluateAll(['n + NULL', 'NULL * 2', '-n', '+d', 'd - d', 'n % m']), [null, null, null, null, null, null]);
});

test('a time and an interval give a time, two times the milliseconds between them', () => {
  const row = { ts: 10_000, us: -1 };
  deepEqual(
    evaluateAll(
      [
        "ts + INTERVAL '1' SECOND",
        "INTERVAL '2' MINUTE + ts",
        "ts - INTERVAL '1.5' SECOND",
        "ts - INTERVAL '-1' HOUR",
        "ts + INTERVAL -'1' DAY",
        "us + INTERVAL '1' MILLISECOND",
        "ts + INTERVAL '1.0019' SECONDS",
        'ts - us',
        'us - ts > -20000',
      ],
      row,
    ),
    [11_000, 130_000, 8500, 3_610_000, -86_390_000, 0, 11_001, 10_001, true],
  );
});

test('a time beyond those that can be written rejects the row', () => {
  deepEqual(evaluate("ts + INTERVAL '1' DAY", [{ ts: 8.64e15 }]), [
    failed('+275760-09-13T00:00:00.000Z + 86400000 ms is beyond the years that a timestamp can say'),
  ]);
});

test('the difference of times that have parts of a millisecond counts whole ones', () => {
  deepEqual(evaluate('ts - us', [{ ts: 1.75, us: -0.25 }]), [2]);
});

test('what is no number cannot be added, and the message says what to write', () => {
  deepEqual(
    ['s + 1', 'b * 2', 'ts + 5', 'ts * 2', 'ts + us', "s - INTERVAL '1' DAY", '-s'].flatMap((text) => problemsOf(text)),
    [
      '[s] + takes a number, but "s" is a string; write CAST(s AS DOUBLE)',
      '[b] * takes a number, but "b" is a boolean; write CAST(b AS DOUBLE)',
      `[5] "5" cannot be added to or taken from a time; write INTERVAL '10' SECOND for a length of time`,
      '[ts] * takes a number, but "ts" is a timestamp',
      '[us] "us" cannot be added to or taken from a time; a timestamp goes with an INTERVAL, and minus with another timestamp',
      '[s] "s" cannot be added to or taken from a time; a timestamp goes with an INTERVAL, and minus with another timestamp',
      '[s] - takes a number, but "s" is a string; write CAST(s AS DOUBLE)',
    ],
  );
});

test('bigint arithmetic is that of whole numbers of any length, or the row is rejected', () => {
  const whole = fc.oneof(
    fc.maxSafeInteger(),
    fc.integer({ min: -10, max: 10 }),
    fc.constantFrom(MAX, -MAX, 94_906_265, 94_906_266),
  );
  const exact: Record<string, (a: bigint, b: bigint) => bigint> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };
  fc.assert(
    fc.property(whole, whole, fc.constantFrom(...Object.keys(exact)), (n, m, symbol) => {
      const [result] = evaluate(`n ${symbol} m`, [{ n, m }]);
      const isDefined = m !== 0 || !'/%'.includes(symbol);
      const expected = isDefined ? exact[symbol]!(BigInt(n), BigInt(m)) : null;
      const isKept = expected !== null && -BigInt(MAX) <= expected && expected <= BigInt(MAX);
      if (isKept) deepEqual(BigInt(result as number), expected);
      else deepEqual(typeof (result as { failed: string }).failed, 'string');
    }),
    { numRuns: 1000 },
  );
});

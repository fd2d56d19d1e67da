import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, failed, parse, problemsOf } from '../evaluate.ts';

const casts = (type: string, texts: readonly string[]): unknown =>
  evaluate(
    `TRY_CAST(s AS ${type})`,
    texts.map((s) => ({ s })),
  );

test('a double to bigint is cut towards zero, and rejected beyond the exact range', () => {
  deepEqual(evaluate('CAST(d AS BIGINT)', [{ d: 2.9 }, { d: -2.9 }, { d: -0.5 }, { d: 9e15 }, { d: 1e16 }, {}]), [
    2,
    -2,
    0,
    9e15,
    failed('cannot cast 10000000000000000 to BIGINT: it is beyond ±(2^53 − 1)'),
    null,
  ]);
});

test('text to a number is what JSON accepts, with blanks around it', () => {
  const texts = [
    '1',
    ' -1.5e3\n',
    '0',
    '-0',
    '01',
    '+1',
    '.5',
    '1.',
    '0x10',
    '1e',
    '',
    ' ',
    'NaN',
    'Infinity',
    '1 2',
    '1e999',
    '1_000',
  ];
  deepEqual(casts('DOUBLE', texts), [
    1,
    -1500,
    0,
    -0,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  deepEqual(evaluateAll(["CAST('1e999' AS DOUBLE)", "CAST('abc' AS DOUBLE)"]), [
    null,
    failed("cannot cast 'abc' to DOUBLE: it is no number"),
  ]);
});

test('text to bigint has to be whole and exact, by its digits', () => {
  const texts = [
    '12',
    '-7',
    '1.0',
    '1e3',
    '1.25e2',
    '1.25e1',
    '0.0e-5',
    '-0',
    '9007199254740991',
    '9007199254740992',
    '9007199254740990.6',
    '100e-2',
    '1e-1',
    '5e300',
  ];
  deepEqual(casts('BIGINT', texts), [
    12,
    -7,
    1,
    1000,
    125,
    null,
    0,
    0,
    9_007_199_254_740_991,
    null,
    null,
    1,
    null,
    null,
  ]);
  deepEqual(evaluate('CAST(s AS BIGINT)', [{ s: '1.5' }, { s: '9007199254740992' }]), [
    failed("cannot cast '1.5' to BIGINT: it is no whole number; cast it to DOUBLE first"),
    failed("cannot cast '9007199254740992' to BIGINT: it is beyond ±(2^53 − 1)"),
  ]);
});

test('text to boolean and to a time', () => {
  deepEqual(casts('BOOLEAN', ['true', ' FALSE ', 'yes', '1', '']), [true, false, null, null, null]);
  deepEqual(
    casts('TIMESTAMP(3)', ['1970-01-01', ' 1970-01-01 00:00:01 ', '1970-01-01T01:00:00+01:00', '2026-02-30', '5', '']),
    [0, 1000, 0, null, null, null],
  );
});

test('values to text are as JSON prints them, times as ISO 8601', () => {
  const rows = [
    { d: 0.1, n: -7, b: true, ts: 0, s: 'x' },
    { d: 1e21, n: 0, b: false, ts: -1, s: '' },
    { d: -0, n: null, b: null, ts: null, s: null },
  ];
  deepEqual(
    ['d', 'n', 'b', 'ts', 's'].map((name) => evaluate(`CAST(${name} AS STRING)`, rows)),
    [
      ['0.1', '1e+21', '0'],
      ['-7', '0', null],
      ['true', 'false', null],
      ['1970-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', null],
      ['x', '', null],
    ],
  );
});

test('booleans are 1 and 0 as numbers, and a time is its milliseconds', () => {
  const row = { b: true, c: false, n: 5, d: -0, ts: 1500.5 };
  deepEqual(
    evaluateAll(
      [
        'CAST(b AS BIGINT)',
        'CAST(c AS DOUBLE)',
        'CAST(n AS BOOLEAN)',
        'CAST(d AS BOOLEAN)',
        'CAST(n AS DOUBLE) / 2',
        'CAST(ts AS BIGINT)',
        'CAST(n AS TIMESTAMP)',
        'CAST(9000000000000000 AS TIMESTAMP)',
      ],
      row,
    ),
    [
      1,
      0,
      true,
      false,
      2.5,
      1500,
      5,
      failed('cannot cast 9000000000000000 to TIMESTAMP: it is beyond the years that a timestamp can say'),
    ],
  );
});

test('TRY_CAST gives null where the cast fails, but not where its operand does', () => {
  deepEqual(
    evaluateAll([
      "TRY_CAST('x' AS BIGINT)",
      'TRY_CAST(1e300 AS BIGINT)',
      'TRY_CAST(1 / 0 AS STRING)',
      "TRY_CAST(CAST('x' AS DOUBLE) AS BIGINT)",
    ]),
    [null, null, failed('division by zero: 1 / 0'), failed("cannot cast 'x' to DOUBLE: it is no number")],
  );
});

test('types go by all their SQL names', () => {
  const types = [
    'STRING',
    'VARCHAR',
    'char',
    'DOUBLE',
    'double precision',
    'FLOAT',
    'BIGINT',
    'INT',
    'INTEGER',
    'BOOLEAN',
    'TIMESTAMP',
    'TIMESTAMP(3)',
  ];
  deepEqual(
    types.map((type) => parse(`CAST(NULL AS ${type})`).type),
    [
      'string',
      'string',
      'string',
      'double',
      'double',
      'double',
      'bigint',
      'bigint',
      'bigint',
      'boolean',
      'timestamp',
      'timestamp',
    ],
  );
});

test('types and casts that there are not are refused', () => {
  deepEqual(
    [
      'CAST(n AS BIGNIT)',
      'CAST(n AS DECIMAL(10, 2))',
      'CAST(s AS VARCHAR(10))',
      'CAST(ts AS TIMESTAMP(6))',
      'CAST(ts AS DOUBLE)',
      'CAST(b AS TIMESTAMP)',
      "CAST(INTERVAL '1' DAY AS BIGINT)",
      'CAST(n)',
    ].flatMap((text) => problemsOf(text)),
    [
      '[BIGNIT] unknown type "BIGNIT", did you mean "BIGINT"?',
      '[DECIMAL] unknown type "DECIMAL"; the types are STRING, DOUBLE, BIGINT, BOOLEAN, TIMESTAMP',
      '[10] VARCHAR has no size here; write VARCHAR without parentheses',
      '[6] TIMESTAMP has no size here; write TIMESTAMP without parentheses',
      '[ts] "ts" is a timestamp and cannot be cast to DOUBLE; cast it to BIGINT first, which is milliseconds since 1970',
      '[b] "b" is a boolean and cannot be cast to TIMESTAMP',
      `[INTERVAL '1' DAY] "INTERVAL '1' DAY" is an interval and cannot be cast to BIGINT`,
      '[)] expected AS in CAST(x AS type), found )',
    ],
  );
});

test('every number and time comes back from its text', () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(double, fc.maxSafeInteger(), fc.integer({ min: -8e15, max: 8e15 }), (d, n, ts) => {
      const [number, whole, time] = evaluateAll(
        [
          'CAST(CAST(d AS STRING) AS DOUBLE)',
          'CAST(CAST(n AS STRING) AS BIGINT)',
          'CAST(CAST(ts AS STRING) AS TIMESTAMP)',
        ],
        { d, n, ts },
      );
      deepEqual([number === d, whole, time], [true, n, ts]);
    }),
  );
});

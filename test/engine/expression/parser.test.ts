import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Expression } from '../../../engine/expression/index.ts';
import { evaluateAll, parse, problemsOf } from './evaluate.ts';

/** An expression with all its calls in prefix form: `+(1, *(2, n))`. */
function show(expression: Expression): string {
  if (expression.kind === 'literal') return expression.value === null ? 'NULL' : String(expression.value);
  if (expression.kind === 'column') return expression.name;
  return `${expression.name}(${expression.arguments.map(show).join(', ')})`;
}

const shown = (...texts: string[]): string[] => texts.map((text) => show(parse(text)));

test('operators bind as in SQL', () => {
  deepEqual(
    shown(
      '1 + 2 * n',
      '(1 + 2) * n',
      'n - 1 - 2',
      '-n * 2',
      '- -5',
      'NOT b AND c OR b',
      'NOT n = 1',
      'b OR c AND b',
      'n + 1 > m * 2',
      "s || t = 'x'",
      'n = 1 IS NULL',
      'NOT b IS NULL',
      'n BETWEEN 1 AND 2 AND b',
      'n NOT IN (1, 2)',
      "s NOT LIKE 'a'",
      '2 * -n',
    ),
    [
      '+(1, *(2, n))',
      '*(+(1, 2), n)',
      '-(-(n, 1), 2)',
      '*(-(n), 2)',
      '5',
      'OR(AND(NOT(b), c), b)',
      'NOT(=(n, 1))',
      'OR(b, AND(c, b))',
      '>(+(n, 1), *(m, 2))',
      '=(||(s, t), x)',
      'IS NULL(=(n, 1))',
      'NOT(IS NULL(b))',
      'AND(BETWEEN(n, 1, 2), b)',
      'NOT(IN(n, 1, 2))',
      'NOT(LIKE(s, a))',
      '*(2, -(n))',
    ],
  );
});

test('chains of AND and of OR are one call', () => {
  deepEqual(shown('b AND c AND b', 'b OR c OR b AND c', 'b AND (c AND b)'), [
    'AND(b, c, b)',
    'OR(b, c, AND(b, c))',
    'AND(b, AND(c, b))',
  ]);
});

test('keywords and functions are written in any case, columns are not', () => {
  deepEqual(shown('not b', "case when b then Upper(s) else 'x' end", 'n is not null', 'true'), [
    'NOT(b)',
    'CASE(b, UPPER(s), x)',
    'IS NOT NULL(n)',
    'true',
  ]);
  deepEqual(problemsOf('N > 1'), ['[N] unknown column "N", did you mean "n"?']);
});

test('names in backticks are columns, whatever they are', () => {
  const schema = ['select', 'hw.temp', 'a`b', 'end', 'timestamp', 'interval', 'max', 'größe'].map((name) => ({
    name,
    type: 'bigint' as const,
  }));
  const texts = [
    '`select`',
    '`hw.temp` + 1',
    '`a``b`',
    '`end`',
    'timestamp + interval',
    'interval - 1',
    'max > 85',
    'größe',
  ];
  deepEqual(
    texts.map((text) => show(parse(text, schema))),
    ['select', '+(hw.temp, 1)', 'a`b', 'end', '+(timestamp, interval)', '-(interval, 1)', '>(max, 85)', 'größe'],
  );
});

test('literals are text, whole numbers, doubles, truth values and times', () => {
  const texts = [
    "'it''s'",
    "''",
    '9007199254740991',
    '-9007199254740991',
    '1.5',
    '1.',
    '.5',
    '1e3',
    '1',
    'TRUE',
    'false',
    "TIMESTAMP '1970-01-01 00:00:01'",
  ];
  deepEqual(
    texts.map((text) => parse(text)),
    [
      { kind: 'literal', type: 'string', value: "it's" },
      { kind: 'literal', type: 'string', value: '' },
      { kind: 'literal', type: 'bigint', value: 9_007_199_254_740_991 },
      { kind: 'literal', type: 'bigint', value: -9_007_199_254_740_991 },
      { kind: 'literal', type: 'double', value: 1.5 },
      { kind: 'literal', type: 'double', value: 1 },
      { kind: 'literal', type: 'double', value: 0.5 },
      { kind: 'literal', type: 'double', value: 1000 },
      { kind: 'literal', type: 'bigint', value: 1 },
      { kind: 'literal', type: 'boolean', value: true },
      { kind: 'literal', type: 'boolean', value: false },
      { kind: 'literal', type: 'timestamp', value: 1000 },
    ],
  );
});

test('comments and line ends are blanks', () => {
  deepEqual(evaluateAll(['1 -- one\n+ 2', '/* x */ 1 /* y\n */ + 2', '1--1']), [3, 3, 1]);
});

test('a syntax error is told with its place and what would be right', () => {
  const texts = [
    '',
    '  ',
    '1 +',
    '(1',
    '1)',
    'n >',
    'a b',
    "'abc",
    '`abc',
    '"s"',
    'n == 1',
    'b && c',
    'hw.temp',
    '10s',
    '9007199254740992',
    '1e999',
    'n ! 1',
    'n IN ()',
    'n IN 1',
    'n BETWEEN 1',
    'n IS 5',
    'n NOT 5',
    'CASE END',
    'CASE WHEN b THEN 1',
    'UPPER(s',
    'THEN',
    "INTERVAL '1' MONTH",
    "INTERVAL '1' FORTNIGHT",
    "INTERVAL '1.5' HOUR",
    "INTERVAL 'x' SECOND",
    "TIMESTAMP '2026-02-30'",
    'EXTRACT(5 FROM ts)',
    '/* open',
    'n # 1',
  ];
  deepEqual(
    texts.map((text) => problemsOf(text)[0]),
    [
      '[] the expression is empty',
      '[  ] the expression is empty',
      '[] expected a value, found the end',
      '[] expected ) to close the parenthesis, found the end',
      '[)] unexpected )',
      '[] expected a value, found the end',
      '[b] unexpected "b"',
      "['abc] the string that starts here has no closing '",
      '[`abc] the name that starts here has no closing `',
      `["s"] unexpected "s"; write 's' for a string, \`s\` for a column`,
      '[==] unexpected ==; write = to compare',
      '[&&] unexpected &&; write AND',
      '[hw.temp] only the columns of a pattern read a step, as in hw.temp; a column of that name is written in backticks: `hw.temp`',
      '[10s] "10s" is neither a number nor a name',
      '[9007199254740992] 9007199254740992 is beyond the largest bigint, 9007199254740991',
      '[1e999] 1e999 is beyond the largest double',
      '[!] unexpected !; write NOT',
      '[)] expected a value, found )',
      '[1] expected ( after IN, found "1"',
      '[] expected AND between the limits of BETWEEN, found the end',
      '[5] expected NULL, TRUE, FALSE or DISTINCT FROM after IS, found "5"',
      '[5] expected BETWEEN, IN or LIKE after NOT',
      '[END] expected a value, found "END"; a column of that name is written in backticks',
      '[] expected END to close CASE, found the end',
      '[] expected ) to close UPPER(, found the end',
      '[THEN] expected a value, found "THEN"; a column of that name is written in backticks',
      '[MONTH] an interval in MONTH has no fixed length; write it in DAY',
      '[FORTNIGHT] expected DAY, HOUR, MINUTE, SECOND or MILLISECOND, found "FORTNIGHT"',
      "['1.5'] '1.5' is no whole number of HOUR; write INTERVAL '10' HOUR",
      "['x'] 'x' is no whole number of SECOND; write INTERVAL '10' SECOND",
      "['2026-02-30'] '2026-02-30' is no time; write it as '1970-01-01T00:00:00.000Z'",
      '[5] expected a unit such as MINUTE, found "5"',
      '[/* open] the comment that starts here has no end',
      '[#] unexpected #',
    ],
  );
});

test('all that is no word is told at once', () => {
  deepEqual(problemsOf('n == 1 && d'), ['[==] unexpected ==; write = to compare', '[&&] unexpected &&; write AND']);
});

test('places count UTF-16 units, so an editor can mark them', () => {
  deepEqual(problemsOf("'😀' = x"), ['[x] unknown column "x"; the columns are s, t, d, e, n, m, b, c, ts, us']);
});

test('200 levels are read, more are refused, and the longest text of parentheses breaks nothing', () => {
  const nested = (levels: number): string => '('.repeat(levels) + 'n' + ')'.repeat(levels);
  const chain = (terms: number): string => Array.from({ length: terms }, () => 'n').join(' + ');
  const negated = (levels: number): string => 'NOT '.repeat(levels) + 'b';
  const calls = (levels: number): string => 'ABS('.repeat(levels) + 'n' + ')'.repeat(levels);
  const isRefused = (text: string): boolean =>
    problemsOf(text)[0]?.includes('nested more than 200 levels deep') ?? false;
  deepEqual([nested(190), chain(200), negated(190), calls(190)].map(isRefused), [false, false, false, false]);
  deepEqual(
    [
      nested(201),
      chain(300),
      negated(300),
      calls(300),
      '('.repeat(65_000),
      '-'.repeat(1000) + 'x',
      'CASE '.repeat(10_000),
    ].map(isRefused),
    [true, true, true, true, true, false, true],
  );
});

test('a text over the limit is refused at once', () => {
  deepEqual(
    problemsOf(' '.repeat(65_536) + '1')[0]?.endsWith('the expression has 65537 characters; at most 65536 are allowed'),
    true,
  );
});

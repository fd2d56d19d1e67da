import { expect, test } from 'vitest';
import type { Schema } from '../../../../engine/data/types.ts';
import { checkExpression } from '../../../../engine/expression/index.ts';
import { sqlOf } from '../../../../engine/export/flink-sql/expression.ts';

const SCHEMA: Schema = [
  { name: 's', type: 'string' },
  { name: 'x', type: 'double' },
  { name: 'n', type: 'bigint' },
  { name: 'b', type: 'boolean' },
  { name: 't', type: 'timestamp' },
];

/** What `text` is in Flink SQL, with its columns as they are called, and what of it is refused. */
function written(text: string): string | readonly string[] {
  const checked = checkExpression(text, SCHEMA);
  if (!('expression' in checked)) throw new Error(checked.problems.map(({ message }) => message).join('\n'));
  const refused: string[] = [];
  const sql = sqlOf(checked.expression, {
    column: (_, name) => name,
    refuse: (what, why) => refused.push(`${what}: ${why}`),
  });
  return refused.length === 0 ? sql : refused;
}

test.each([
  // Literals say their type, unless something beside them does.
  ['1', 'CAST(1 AS BIGINT)'],
  ['1.5', '1.5E0'],
  ['1e300', '1E300'],
  ["'it''s'", "'it''s'"],
  ['TRUE', 'TRUE'],
  ['CAST(NULL AS DOUBLE)', 'CAST(NULL AS DOUBLE)'],
  ["TIMESTAMP '2026-01-02 03:04:05.006'", "TIMESTAMP '2026-01-02 03:04:05.006'"],
  ['n + 1', 'n + 1'],
  ['-5 + n', '(-5) + n'],
  ['100000 * 100000', 'CAST(100000 AS BIGINT) * CAST(100000 AS BIGINT)'],
  // Arithmetic; what is not finite is null.
  ['(n + 1) * 2', '(n + 1) * 2'],
  ['n - (n - 1)', 'n - (n - 1)'],
  ['-x', '-x'],
  ['n / n', 'n / n'],
  ['x / n', 'x / NULLIF(n, 0)'],
  ['x / 2', 'x / 2'],
  ['n % 7', 'n % 7'],
  ['MOD(n, 7)', 'n % 7'],
  ["s || '!'", "s || '!'"],
  ['SQRT(x)', 'CASE WHEN x >= 0 THEN SQRT(x) ELSE CAST(NULL AS DOUBLE) END'],
  ['LN(x)', 'CASE WHEN x > 0 THEN LN(x) ELSE CAST(NULL AS DOUBLE) END'],
  ['EXP(x)', 'CASE WHEN ABS(EXP(x)) <= 1.7976931348623157E308 THEN EXP(x) ELSE CAST(NULL AS DOUBLE) END'],
  [
    'POWER(x, 2)',
    'CASE WHEN ABS(POWER(x, CAST(2 AS BIGINT))) <= 1.7976931348623157E308 THEN POWER(x, CAST(2 AS BIGINT)) ELSE CAST(NULL AS DOUBLE) END',
  ],
  ['ABS(x)', 'ABS(x)'],
  ['SIGN(n)', 'SIGN(n)'],
  ['ROUND(x)', 'ROUND(x)'],
  ['ROUND(x, 2)', 'ROUND(x, 2)'],
  ['ROUND(x, n)', 'ROUND(x, CAST(n AS INT))'],
  ['CEIL(x) + FLOOR(x)', 'CEIL(x) + FLOOR(x)'],
  ['LEAST(x, 1)', 'LEAST(x, CAST(1 AS BIGINT))'],
  ['GREATEST(n, 2)', 'GREATEST(n, CAST(2 AS BIGINT))'],
  // Logic.
  ['x > 5 AND NOT b OR n <> 2', '((x > 5) AND (NOT b)) OR (n <> 2)'],
  ["s <= 'a'", "s <= 'a'"],
  ['b IS TRUE', 'b IS TRUE'],
  ['b IS NOT FALSE', 'b IS NOT FALSE'],
  ['x + 1 IS NULL', '(x + 1) IS NULL'],
  ['s IS NOT NULL', 's IS NOT NULL'],
  ["s IS DISTINCT FROM 'a'", "s IS DISTINCT FROM 'a'"],
  ['n NOT BETWEEN 1 AND 3', 'NOT (n BETWEEN 1 AND 3)'],
  ["s IN ('a', 'b')", "s IN ('a', 'b')"],
  ["s LIKE 'a!%%' ESCAPE '!'", "s LIKE 'a!%%' ESCAPE '!'"],
  ['CASE WHEN b THEN 1 ELSE 0 END', 'CASE WHEN b THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END'],
  ["CASE s WHEN 'a' THEN x END", "CASE WHEN s = 'a' THEN x ELSE CAST(NULL AS DOUBLE) END"],
  ['IF(b, x, 1.5)', 'IF(b, x, 1.5E0)'],
  ['COALESCE(n, 0)', 'COALESCE(n, CAST(0 AS BIGINT))'],
  ["NULLIF(s, '')", "NULLIF(s, '')"],
  // Strings.
  ['UPPER(s) || LOWER(s)', 'UPPER(s) || LOWER(s)'],
  ['TRIM(s)', "TRIM(BOTH ' ' FROM s)"],
  ["TRIM(LEADING 'x' FROM s)", "TRIM(LEADING 'x' FROM s)"],
  ['SUBSTRING(s, 2, 3)', 'SUBSTRING(s, 2, 3)'],
  ['SUBSTRING(s FROM n)', 'SUBSTRING(s, CAST(n AS INT))'],
  ['CHAR_LENGTH(s)', 'CAST(CHAR_LENGTH(s) AS BIGINT)'],
  ["REPLACE(s, 'a', 'b')", "REPLACE(s, 'a', 'b')"],
  ['CONCAT(s, s)', 'CONCAT(s, s)'],
  ["REGEXP_EXTRACT(s, '([a-z]+)-(\\d+)', 2)", "REGEXP_EXTRACT(s, '([a-z]+)-(\\d+)', 2)"],
  // Times, in UTC.
  ["t + INTERVAL '90' SECOND", "t + INTERVAL '90' SECOND"],
  ["t - INTERVAL '-2' HOUR", "t + INTERVAL '2' HOUR"],
  [
    't - t',
    '(EXTRACT(EPOCH FROM t) * 1000 + EXTRACT(MILLISECOND FROM t)) - (EXTRACT(EPOCH FROM t) * 1000 + EXTRACT(MILLISECOND FROM t))',
  ],
  ['EXTRACT(HOUR FROM t)', 'EXTRACT(HOUR FROM t)'],
  ['UNIX_TIMESTAMP(t)', 'EXTRACT(EPOCH FROM t)'],
  ['FLOOR(t TO MINUTE)', 'FLOOR(t TO MINUTE)'],
  ['CEIL(t TO DAY)', 'CEIL(t TO DAY)'],
  // Casts.
  ['CAST(x AS BIGINT)', 'CAST(x AS BIGINT)'],
  ['CAST(s AS DOUBLE)', 'CAST(s AS DOUBLE)'],
  ['TRY_CAST(s AS BIGINT)', 'TRY_CAST(s AS BIGINT)'],
  ['TRY_CAST(x AS BIGINT)', 'CAST(x AS BIGINT)'],
  ['CAST(n AS STRING)', 'CAST(n AS STRING)'],
  ['CAST(b AS STRING)', 'LOWER(CAST(b AS STRING))'],
  ['CAST(n AS BOOLEAN)', 'n <> 0'],
  ['CAST(b AS BIGINT)', 'CAST(b AS BIGINT)'],
  ['CAST(t AS STRING)', "DATE_FORMAT(t, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''')"],
  ['CAST(t AS BIGINT) + 1', '(EXTRACT(EPOCH FROM t) * 1000 + EXTRACT(MILLISECOND FROM t)) + 1'],
  ['CAST(n AS TIMESTAMP)', 'CAST(TO_TIMESTAMP_LTZ(n, 3) AS TIMESTAMP(3))'],
])('%s is said as %s', (text, sql) => {
  expect(written(text)).toEqual(sql);
});

test.each([
  ['x % 2', "% of a double: Flink's takes whole numbers only; write x - y * FLOOR(x / y), or CAST both to BIGINT"],
  [
    'CAST(x AS STRING)',
    'CAST of a double to STRING: Flink prints 1 as 1.0; CAST it to BIGINT before, or keep it a double',
  ],
  [
    'CAST(s AS TIMESTAMP)',
    'CAST of a string to TIMESTAMP: Flink reads other texts as times; declare the column as a timestamp in the schema of the source',
  ],
  [
    "REGEXP_EXTRACT(s, 'a$')",
    "the pattern 'a$': Java and JavaScript read parts of it differently; write it with sets, groups, \\d, \\w and repetitions only",
  ],
])('%s is refused with the nearest form', (text, why) => {
  expect(written(text)).toEqual([why]);
});

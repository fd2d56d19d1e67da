import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { findRunaway } from '../../../../engine/expression/functions/regex-safety.ts';
import { evaluate, evaluateAll, failed, problemsOf } from '../evaluate.ts';

test('REGEXP_EXTRACT gives the first match, or one group of it, or null', () => {
  const row = { s: 'eth0: 12 kB', t: '😀😀' };
  deepEqual(
    evaluateAll(
      [
        "REGEXP_EXTRACT(s, '[0-9]+')",
        "REGEXP_EXTRACT(s, '([a-z]+)([0-9]+)', 2)",
        "REGEXP_EXTRACT(s, '(x)?eth', 1)",
        "REGEXP_EXTRACT(s, 'zzz')",
        "REGEXP_EXTRACT(t, '^.')",
        "REGEXP_EXTRACT(s, '')",
        "REGEXP_EXTRACT(NULL, 'a')",
      ],
      row,
    ),
    ['0', '0', null, null, '😀', '', null],
  );
});

test('a pattern that is none, or has no such group, is a problem where it stands', () => {
  deepEqual(
    [
      "REGEXP_EXTRACT(s, '(')",
      "REGEXP_EXTRACT(s, '(a)', 2)",
      "REGEXP_EXTRACT(s, 'a', -1)",
      'REGEXP_EXTRACT(s, t)',
      "REGEXP_EXTRACT(s, 'a', n)",
      'REGEXP_EXTRACT(s, NULL)',
    ].flatMap((text) => problemsOf(text)),
    [
      "['('] '(' is no regular expression: Unterminated group",
      '[2] the pattern has 1 groups, so there is no group 2',
      '[-1] the pattern has 0 groups, so there is no group -1',
      "[t] the pattern has to be a literal, such as '([0-9]+)'",
      '[n] the group has to be a literal, such as 1',
      '[NULL] REGEXP_EXTRACT takes a string, but "NULL" is NULL; write CAST(NULL AS STRING)',
    ],
  );
});

test('patterns whose matching could take exponential time are found', () => {
  const runaways = [
    '(a+)+',
    '(a*)*b',
    '((a+)b?)*',
    '(a|a)*',
    '(a|ab)+',
    '(\\d|x)*',
    '(.|a){2,}',
    '(?:a+){20}',
    '(a)\\1',
    '(?<x>a)\\k<x>',
    '([a-z]+\\s?)*$',
    '(|a)*',
    '((a|b)|a)*',
  ];
  const harmless = [
    'a+b+',
    '(a|b)*',
    '(ab)+',
    '(\\d+\\.){3}\\d+',
    '(a+)?',
    '\\(a+\\)+',
    '[(a+)]+',
    '([^:]+):(\\d+)',
    '(?:foo|bar)',
    '(?=a+)b',
    '\\p{L}+',
    '(a+){2}',
  ];
  deepEqual(
    [
      runaways.filter((source) => findRunaway(source) === null),
      harmless.filter((source) => findRunaway(source) !== null),
    ],
    [[], []],
  );
});

test('a text too long to search rejects the row', () => {
  deepEqual(evaluate("REGEXP_EXTRACT(s, 'a')", [{ s: 'a'.repeat(70_000) }]), [
    failed('REGEXP_EXTRACT searches at most 65536 characters, not 70000'),
  ]);
});

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { searchOf } from '../../../../engine/expression/functions/regex/safety.ts';
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

const fits = (source: string): boolean => searchOf(source).fault === null;

test('patterns whose search could take exponential time, or worse than the square of the length, are refused', () => {
  const doubling = [
    '(a+)+',
    '(a*)*b',
    '((a+)b?)*',
    '(a|a)*',
    '(a|ab)+b',
    '(\\d|1)*',
    '(.|a){2,}',
    '(?:a+){20}',
    '(a?a?)*',
  ];
  const intricate = ['(a)\\1', '(?<x>a)\\k<x>', '([a-z]+\\s?)*$', '((a|b)|a)*', '(?:[a-z]b?)*c', '(a{1,2}){2,}'];
  const cubic = [
    '.*.*x',
    '.*.*.*x',
    '^.*.*.*x',
    '^.*(\\d+).*$',
    '\\d+\\w+\\s*\\w+!',
    '(?=a+a+b)c',
    '(?<=ba+a+)c',
    '(a+){2}b',
  ];
  const wide = ['(a?){10}(a?){10}(a?){10}b', '((((a{10}){10}){10}){10}){10}', '(a?b?c?d?e?f?g?h?){10}z'];
  deepEqual([...doubling, ...intricate, ...cubic, ...wide].filter(fits), []);
});

test('usual patterns are taken', () => {
  const simple = [
    '',
    'a+b+',
    '(a|b)*',
    '(ab)+',
    '(a+)?',
    '\\(a+\\)+',
    '[(a+)]+',
    '(?:foo|bar)',
    '\\p{L}+',
    '(|a)*',
    '(a|ab)',
  ];
  const real = [
    '(\\w+)\\s+(\\w+)',
    '([^:]+):(\\d+)',
    '(\\d+\\.){3}\\d+',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '.*(\\d+).*',
    '^.*?(\\d+) ?ms',
    '^\\[(.*?)\\] (\\w+): (.*)',
    '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}',
    'https?://([^/ ]+)(/[^ ?]*)?(\\?.*)?',
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    'key=([^&]*)',
    '(?=a+)b',
    '(?<=a)b+',
    '([a-z]+,)*[a-z]+',
  ];
  deepEqual(
    [...simple, ...real].filter((source) => !fits(source)),
    [],
  );
});

test('what is refused is told by name, with what to write instead', () => {
  deepEqual(problemsOf("REGEXP_EXTRACT(s, '.*[a-z]+.*x')"), [
    "['.*[a-z]+.*x'] the pattern could take very long: .* and [a-z]+ can match the same text one after the other; take one " +
      'out, let each match only up to what follows, as [^,]* does before a comma, or begin the pattern with ^',
  ]);
  deepEqual(problemsOf("REGEXP_EXTRACT(s, '((ab?b?)+c)')"), [
    "['((ab?b?)+c)'] the pattern could take for ever: (ab?b?)+ can match the same text in several ways; " +
      'repeat only one part of it, or let its parts begin with different characters',
  ]);
});

test('a text that is too long to search with the pattern rejects the row, and tells how long one may be', () => {
  const rows = [{ s: 'a'.repeat(70_000) }];
  deepEqual(
    [evaluate("REGEXP_EXTRACT(s, 'a')", rows), evaluate("REGEXP_EXTRACT(s, '.*x')", rows)],
    [
      [failed('REGEXP_EXTRACT searches at most 65536 characters for this pattern, not 70000')],
      [failed('REGEXP_EXTRACT searches at most 2632 characters for this pattern, not 70000')],
    ],
  );
});

test('the worst texts that are taken are searched at once', () => {
  const patterns: [string, string][] = [
    ['.*x', 'a'],
    ['a+b', 'a'],
    ['^.*.*x', 'a'],
    ['(a|b)*c', 'ab'],
    ['(?:a|b|c|d|e|f|g|h)*z', 'h'],
    ['^a*aaaaaaaaaab', 'a'],
    ['(?:a?){3}.*b', 'a'],
    ['\\p{L}+\\d', 'a'],
  ];
  for (const [source, unit] of patterns) {
    const text = unit.repeat(searchOf(source).most / unit.length);
    const before = process.cpuUsage().user;
    deepEqual(new RegExp(source, 'u').exec(text), null);
    // Three times the bound, for machines that are slow.
    deepEqual([source, process.cpuUsage().user - before < 150_000], [source, true]);
  }
});

import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { evaluate, evaluateAll, failed, problemsOf } from '../evaluate.ts';

test('% stands for any characters, _ for one code point', () => {
  const pairs: [string, string][] = [
    ['abc', 'abc'],
    ['abc', 'a%'],
    ['abc', '%c'],
    ['abc', '%b%'],
    ['abc', 'a_c'],
    ['a😀c', 'a_c'],
    ['😀', '__'],
    ['😀', '%_'],
    ['', '%'],
    ['', ''],
    ['', '_'],
    ['abc', 'ab'],
    ['abc', 'ABC'],
    ['a\nb', 'a%b'],
    ['aab', '%ab'],
    ['axbxc', 'a%x%c'],
    ['a.c', 'a.c'],
    ['abc', 'a.c'],
    ['\\', '\\'],
  ];
  deepEqual(
    pairs.map(([s, t]) => evaluate('s LIKE t', [{ s, t }])[0]),
    [
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      true,
      true,
      true,
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      false,
      true,
    ],
  );
});

test('ESCAPE takes the meaning from the wildcard after it', () => {
  deepEqual(
    evaluateAll([
      "'50%' LIKE '50!%' ESCAPE '!'",
      "'500' LIKE '50!%' ESCAPE '!'",
      "'a_b!' LIKE 'a!_b!!' ESCAPE '!'",
      "'a' NOT LIKE 'a!_' ESCAPE '!'",
      "'x%' LIKE '_%%' ESCAPE '%'",
    ]),
    [true, false, true, true, true],
  );
});

test('null with anything is null', () => {
  deepEqual(
    evaluateAll(["s LIKE 'a'", "'a' LIKE s", "'a' LIKE 'a' ESCAPE NULL", 's NOT LIKE t', 'NULL LIKE t'], { t: 'a' }),
    [null, null, null, null, null],
  );
});

test('a wrong pattern is a problem where it is written, and rejects the row where it is a column', () => {
  const message = "in the pattern 'a!b' the escape character ! stands before something other than %, _ or itself";
  deepEqual(
    ["s LIKE 'a!b' ESCAPE '!'", "s LIKE 'a' ESCAPE '!!'", "s LIKE 'a' ESCAPE ''", 's LIKE 5'].flatMap((text) =>
      problemsOf(text),
    ),
    [
      `['a!b'] ${message}`,
      "['!!'] ESCAPE takes one character, not '!!'",
      "[''] ESCAPE takes one character, not ''",
      '[5] LIKE takes a string, but "5" is a bigint; write CAST(5 AS STRING)',
    ],
  );
  deepEqual(
    evaluate("s LIKE t ESCAPE '!'", [
      { s: 'a', t: 'a!b' },
      { s: 'a_', t: 'a!_' },
    ]),
    [failed(message), true],
  );
});

test('a pattern of many % on a long text is answered at once', () => {
  deepEqual(evaluate(`s LIKE '${'%a'.repeat(50)}%b'`, [{ s: 'a'.repeat(20_000) }]), [false]);
});

test('LIKE finds what a regular expression of the same meaning finds', () => {
  const piece = fc.constantFrom('a', 'b', '%', '_', '😀');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 8 }),
      fc.array(piece, { maxLength: 6 }),
      (s, pieces) => {
        const source = pieces.map((each) => (each === '%' ? '.*' : each === '_' ? '.' : each)).join('');
        deepEqual(evaluate(`s LIKE '${pieces.join('')}'`, [{ s }]), [new RegExp(`^${source}$`, 'su').test(s)]);
      },
    ),
  );
});

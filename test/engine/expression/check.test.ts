import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { parse, problemsOf } from './evaluate.ts';

test('a checked expression is plain data with a type in every part', () => {
  const expression = parse("n + 1 > d AND s = 'x'");
  deepEqual(JSON.parse(JSON.stringify(expression)), expression);
  deepEqual(expression, {
    kind: 'call',
    type: 'boolean',
    name: 'AND',
    arguments: [
      {
        kind: 'call',
        type: 'boolean',
        name: '>',
        arguments: [
          {
            kind: 'call',
            type: 'bigint',
            name: '+',
            arguments: [
              { kind: 'column', type: 'bigint', index: 4, name: 'n' },
              { kind: 'literal', type: 'bigint', value: 1 },
            ],
          },
          { kind: 'column', type: 'double', index: 2, name: 'd' },
        ],
      },
      {
        kind: 'call',
        type: 'boolean',
        name: '=',
        arguments: [
          { kind: 'column', type: 'string', index: 0, name: 's' },
          { kind: 'literal', type: 'string', value: 'x' },
        ],
      },
    ],
  });
});

test('NULL takes the type of its surroundings', () => {
  const typeOf = (text: string): unknown => {
    const expression = parse(text);
    return expression.kind === 'call'
      ? expression.arguments.find((part) => part.kind === 'literal' && part.value === null)?.type
      : undefined;
  };
  deepEqual(
    [
      's = NULL',
      'd + NULL',
      'UPPER(NULL)',
      'COALESCE(NULL, ts)',
      'b AND NULL',
      'CAST(NULL AS DOUBLE)',
      'IF(NULL, 1, 2)',
      'LEAST(NULL, 1, 2.5)',
    ].map(typeOf),
    ['string', 'double', 'string', 'timestamp', 'boolean', 'double', 'boolean', 'double'],
  );
});

test('a lone NULL or interval has no type for a column', () => {
  deepEqual(
    ['NULL', "INTERVAL '1' DAY", "n > INTERVAL '1' SECOND"].map((text) => problemsOf(text)[0]),
    [
      '[NULL] nothing says the type of NULL here; write CAST(NULL AS DOUBLE), or another type',
      `[INTERVAL '1' DAY] "INTERVAL '1' DAY" can only be added to or taken from a timestamp; a number of milliseconds is written 86400000`,
      `[INTERVAL '1' SECOND] "INTERVAL '1' SECOND" can only be added to or taken from a timestamp; a number of milliseconds is written 1000`,
    ],
  );
});

test('everything that is wrong is told at once, in the order of the text', () => {
  const schema = [
    { name: 'metric', type: 'string' as const },
    { name: 'value', type: 'double' as const },
  ];
  deepEqual(problemsOf("valu > 1 AND metrik = 'x' OR UPER(metric) = 1 AND value LIKE 'a' AND ABS(1, 2) = 1", schema), [
    '[valu] unknown column "valu", did you mean "value"?',
    '[metrik] unknown column "metrik", did you mean "metric"?',
    '[UPER] unknown function UPER, did you mean "UPPER"?',
    `[value] LIKE takes a string, but "value" is a double; write CAST(value AS STRING)`,
    '[ABS(1, 2)] ABS cannot take 2 arguments; write ABS(number)',
  ]);
});

test('an operand of CASE that is wrong is told once, however many branches compare it', () => {
  deepEqual(problemsOf('CASE x WHEN 1 THEN 1 WHEN 2 THEN 2 END').length, 1);
});

test('an unknown column without a likely one lists what there is, but not all of a hundred', () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ name: `column${i}`, type: 'double' as const }));
  deepEqual(
    [problemsOf('foo', []), problemsOf('foo', many)],
    [
      ['[foo] unknown column "foo"; there are no columns here'],
      [
        `[foo] unknown column "foo"; the columns are ${many
          .slice(0, 12)
          .map((field) => field.name)
          .join(', ')}, …`,
      ],
    ],
  );
});

test('aggregates have no place in plain expressions', () => {
  deepEqual(
    ['sum(n) > 1', 'COUNT(*)', 'UPPER(*)', 'ABS(DISTINCT n)'].map((text) => problemsOf(text)[0]),
    [
      '[sum] sum is an aggregate; it is only allowed in the aggregate of a window',
      '[COUNT] count is an aggregate; it is only allowed in the aggregate of a window',
      '[UPPER(*)] UPPER takes no *; write UPPER(s)',
      '[ABS(DISTINCT n)] ABS takes no DISTINCT; write ABS(number)',
    ],
  );
});

test('names of JavaScript objects are neither columns nor functions', () => {
  deepEqual(
    ['constructor', 'toString()', '__proto__', 'hasOwnProperty(n)', 'CAST(n AS constructor)'].map((text) =>
      problemsOf(text)[0]?.includes('unknown'),
    ),
    [true, true, true, true, true],
  );
});

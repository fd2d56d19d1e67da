import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BatchBuilder } from '../../../engine/data/batch-builder.ts';
import { toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { FileColumn } from '../../../engine/document/plan.ts';
import { readJsonRow } from '../../../engine/files/json-row.ts';
import { RowCells } from '../../../engine/files/row-cells.ts';
import { ALL_TYPES, fileColumns, ndjson, readPieces } from './format-rows.ts';

const COLUMNS: readonly FileColumn[] = [
  { name: 'value', type: 'double', from: 'value' },
  { name: 'n', type: 'bigint', from: 'n' },
  { name: 'ts', type: 'timestamp', from: 'ts' },
  { name: 's', type: 'string', from: 's' },
  { name: 'b', type: 'boolean', from: 'b' },
];

const read = (text: string, columns = COLUMNS) => readPieces(ndjson(columns), new TextEncoder().encode(text));
const row = (values: Row): Row => ({ value: null, n: null, ts: null, s: null, b: null, ...values });

test('fields come in any order, are missing or null, unknown ones are passed over, and of two of one name the last counts', () => {
  const lines = [
    '{"s":"x","value":1.5,"n":-3,"b":true,"ts":"2026-11-22T20:04:08.000Z"}',
    ' { "n" : 1 , "other" : "y" , "value" : null , "b" : false } \r',
    '',
    '   ',
    '{"other":{"deep":[1,{"n":5}]},"n":2,"n":7}',
    '{"n":"seven","n":8}',
    '{}',
    '{"s":"tail \\u00e9 é 😀"}',
  ];
  expect(read(`\uFEFF${lines.join('\n')}`)).toEqual({
    rows: [
      row({ s: 'x', value: 1.5, n: -3, b: true, ts: 1795377848000 }),
      row({ n: 1, b: false }),
      row({ n: 7 }),
      row({ n: 8 }),
      row({}),
      row({ s: 'tail é é 😀' }),
    ],
    lines: [1, 2, 5, 6, 7, 8],
    rejected: [],
  });
});

test('timestamps are ISO 8601 with any offset, none means UTC, or a number of milliseconds', () => {
  const times = [
    '"2026-11-22T21:04:08+01:00"',
    '"2026-11-22T20:04:08"',
    '1795377848000',
    '"2026-11-22T20:04:08.0009Z"',
  ];
  expect(read(times.map((ts) => `{"ts":${ts}}`).join('\n')).rows).toEqual(times.map(() => row({ ts: 1795377848000 })));
});

test('NaN and infinities are read as null in a column of doubles, and refused elsewhere', () => {
  const { rows, rejected } = read('{"value":NaN,"s":"NaN"}\n{"value":-Infinity}\n{"value":1e999}\n{"n":NaN}');
  expect(rows).toEqual([row({ s: 'NaN' }), row({}), row({})]);
  expect(rejected.map(({ line }) => line)).toEqual([4]);
});

test('a row that cannot be read is told with its file, line, reason and text', () => {
  expect(read('{"value":"abc"}\n{"value":1}\n{"n":9007199254740993}').rejected).toEqual([
    {
      file: 'in',
      line: 1,
      reason: 'column "value": expected double, found string "abc"',
      text: '{"value":"abc"}',
    },
    {
      file: 'in',
      line: 3,
      reason: 'column "n": 9007199254740992 is beyond ±(2^53 − 1), where whole numbers are no longer exact',
      text: '{"n":9007199254740993}',
    },
  ]);
});

describe('a row is rejected', () => {
  test.each([
    ['{"value":1', /^not JSON: /],
    ['{"value":01}', /^not JSON: /],
    ['{"value":1}x', /^not JSON: /],
    ['{"s":"a\tb"}', /^not JSON: /],
    ['[1]', /^not a JSON object$/],
    ['null', /^not a JSON object$/],
    ['{"n":1.5}', /column "n": expected a whole number, found 1.5/],
    ['{"ts":1.5}', /column "ts": expected whole milliseconds, found 1.5/],
    ['{"ts":"yesterday"}', /column "ts": expected a timestamp like .*, found "yesterday"/],
    ['{"ts":9e15}', /column "ts": 9000000000000000 ms is no time/],
    ['{"b":1}', /column "b": expected boolean, found number 1/],
    ['{"s":{"a":1}}', /column "s": expected string, found an object \{"a":1\}/],
    ['{"s":[1]}', /column "s": expected string, found an array \[1\]/],
    ['{"s":1}', /column "s": expected string, found number 1/],
    ['{"ts":true}', /column "ts": expected timestamp, found boolean true/],
  ])('%s', (text, reason) => {
    const { rows, rejected } = read(text);
    expect(rows).toEqual([]);
    expect(rejected[0]?.reason).toMatch(reason);
  });
});

test('bytes that are not UTF-8 reject the row, wherever they are', () => {
  const bad = (before: string, after: string): Uint8Array =>
    Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
  for (const bytes of [bad('{"s":"', '"}'), bad('{"other":"', '"}'), bad('{"', '":1}')]) {
    expect(readPieces(ndjson(COLUMNS), bytes).rejected.map(({ reason }) => reason)).toEqual(['not UTF-8']);
  }
});

test('"from" leads into nested objects, unless a field has the whole name', () => {
  const columns: FileColumn[] = [{ name: 'x', type: 'double', from: 'a.b' }];
  const { rows } = read('{"a":{"b":1}}\n{"a.b":2,"a":{"b":1}}\n{"a":3}\n{"a":{}}\n{"a":null}', columns);
  expect(rows).toEqual([{ x: 1 }, { x: 2 }, { x: null }, { x: null }, { x: null }]);
});

test('two columns may be read from one field', () => {
  const columns: FileColumn[] = [
    { name: 'x', type: 'double', from: 'v' },
    { name: 'y', type: 'bigint', from: 'v' },
  ];
  expect(read('{"v":4}', columns).rows).toEqual([{ x: 4, y: 4 }]);
});

test('a line of more than 10 MiB is rejected with its beginning, and the next line is read', () => {
  const bytes = Buffer.concat([
    Buffer.from('{"n":1}\n{"s":"'),
    Buffer.alloc(11 * 1024 * 1024, 97),
    Buffer.from('"}\n{"n":2}'),
  ]);
  const { rows, lines, rejected } = readPieces(ndjson(COLUMNS), bytes, 1 << 20);
  expect({ rows, lines }).toEqual({ rows: [row({ n: 1 }), row({ n: 2 })], lines: [1, 3] });
  expect(rejected).toEqual([{ file: 'in', line: 2, reason: 'longer than 10 MiB', text: `{"s":"${'a'.repeat(994)}` }]);
});

test('the fast way and JSON.parse agree about every line', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '"n":',
    '"s":',
    '"value":',
    '"b":',
    '"ts":',
    '"zz":',
    ',',
    ' ',
    '"',
    '\\',
    '\\u0041',
    '1',
    '-0',
    '0.5',
    '1e3',
    '.',
    'true',
    'false',
    'null',
    '"x"',
    'é',
    '\t',
    '"2026-11-22T20:04:08.000Z"',
    '"2026-02-30T20:04:08.000Z"',
    '[]',
    '{}',
    '12345678901234567',
    '0.1234567890123456789',
  );
  const anyLine = fc.array(pieces, { maxLength: 14 }).map((list) => list.join(''));
  const fields = fc.array(fc.tuple(fc.constantFrom('n', 's', 'value', 'b', 'ts', 'zz'), pieces), { maxLength: 6 });
  const likelyLine = fields.map((list) => `{${list.map(([name, value]) => `"${name}":${value}`).join(',')}}`);
  const json = fc.json().filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.oneof(anyLine, likelyLine, json), (line) => {
      fc.pre(line.trim() !== '');
      const fast = read(line);
      const builder = new BatchBuilder(COLUMNS.map(({ name, type }) => ({ name, type })));
      const cells = new RowCells(COLUMNS, builder);
      const reason = readJsonRow(line, COLUMNS, cells);
      if (reason === null) cells.append();
      expect([fast.rows, fast.rejected.map((each) => each.reason)]).toEqual([
        toRows(builder.take()),
        reason === null ? [] : [reason],
      ]);
    }),
    { numRuns: 5000 },
  );
});

test('numbers are read as JSON.parse reads them', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
        fc.stringMatching(/^-?(0|[1-9]\d{0,18})(\.\d{1,20})?(e[+-]?\d{1,2})?$/),
      ),
      (text) => {
        expect(read(`{"value":${text}}`).rows).toEqual([row({ value: JSON.parse(text) as number })]);
      },
    ),
    { numRuns: 3000 },
  );
});

test('strings are the same ones again after the dictionary was started anew', () => {
  const texts = Array.from({ length: 140_000 }, (_, i) => `s${i % 70_000}`);
  const schema = [{ name: 's', type: 'string' }] as const;
  const { rows } = readPieces(
    ndjson(fileColumns(schema)),
    new TextEncoder().encode(texts.map((s) => `{"s":"${s}"}\n`).join('')),
    1 << 20,
    1000,
  );
  expect(rows.map((each) => each['s'])).toEqual(texts);
});

test('columns of all types have their names as they are', () => {
  expect(
    readPieces(ndjson(fileColumns(ALL_TYPES)), new TextEncoder().encode('{"at \\"it\\"":5}')).rows[0],
  ).toMatchObject({ 'at "it"': 5 });
});

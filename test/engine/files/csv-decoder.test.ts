import { describe, expect, test } from 'vitest';
import type { FileColumn } from '../../../engine/document/plan.ts';
import { csv, readPieces } from './format-rows.ts';

const COLUMNS: readonly FileColumn[] = [
  { name: 's', type: 'string', from: 's' },
  { name: 'value', type: 'double', from: 'value' },
  { name: 'n', type: 'bigint', from: 'n' },
];

const read = (text: string, options = {}, columns = COLUMNS) =>
  readPieces(csv(columns, options), new TextEncoder().encode(text));

test('the header maps fields to columns by name; fields that no column has are passed over', () => {
  expect(read('\uFEFFn,extra,value,s\r\n1,x,2.5,a\r\n,,,\r\n').rows).toEqual([
    { s: 'a', value: 2.5, n: 1 },
    { s: null, value: null, n: null },
  ]);
});

test('without a header, fields are the columns in order', () => {
  expect(read('a;1;2', { header: false, delimiter: ';' }).rows).toEqual([{ s: 'a', value: 1, n: 2 }]);
});

test('a column that the header lacks is a fault that names it and the file', () => {
  expect(() => read('s,value\na,1\n')).toThrow(
    'in: no column "n" in the header row (s, value); correct the schema, or give it "from"',
  );
});

test('of a header that has very many names, or very long ones, some are told', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',');
  expect(() => read(`${names}\n`)).toThrow(
    /^.{0,200} \(c0, c1, .{0,120}, c19, …\); correct the schema, or give it "from"$/,
  );
  expect(() => read(`${'x'.repeat(1_000_000)},y\n`)).toThrow(`(${'x'.repeat(39)}…, y)`);
});

test('quoted fields may hold delimiters, quotes and line ends; line numbers count the lines of the file', () => {
  expect(read('s,value,n\n"a,""b""\nc",1,2\n\n"",3,4\nx"y,5,6\n')).toEqual({
    rows: [
      { s: 'a,"b"\nc', value: 1, n: 2 },
      { s: '', value: 3, n: 4 },
      { s: 'x"y', value: 5, n: 6 },
    ],
    lines: [2, 5, 6],
    rejected: [],
  });
});

test('numbers may have blanks around them, and NaN is null in a column of doubles', () => {
  const { rows } = read('s,value,n\n a , 1.5 ,\t7\nb,NaN,"8"\nc,-Infinity,9\n');
  expect(rows).toEqual([
    { s: ' a ', value: 1.5, n: 7 },
    { s: 'b', value: null, n: 8 },
    { s: 'c', value: null, n: 9 },
  ]);
});

test('two columns may be read from one field', () => {
  const columns: FileColumn[] = [
    { name: 'x', type: 'double', from: 'v' },
    { name: 'y', type: 'string', from: 'v' },
  ];
  expect(read('v,w\n4,5\n', {}, columns).rows).toEqual([{ x: 4, y: '4' }]);
});

test('booleans and timestamps are read', () => {
  const columns: FileColumn[] = [
    { name: 'b', type: 'boolean', from: 'b' },
    { name: 'ts', type: 'timestamp', from: 'ts' },
  ];
  const { rows, rejected } = read(
    'b,ts\ntrue,2026-11-22 21:04:08+01\n false ,1795377848000\nTrue,\n,2026-13-01\n',
    {},
    columns,
  );
  expect({ rows, reasons: rejected.map(({ reason }) => reason) }).toEqual({
    rows: [
      { b: true, ts: 1795377848000 },
      { b: false, ts: 1795377848000 },
    ],
    reasons: [
      'column "b": expected boolean, found string "True"',
      'column "ts": expected a timestamp like 2026-11-22T20:04:08Z, found "2026-13-01"',
    ],
  });
});

describe('a row is rejected', () => {
  test.each([
    ['a,1', 'expected 3 fields, found 2'],
    ['a,1,2,3', 'expected 3 fields, found 4'],
    ['a,x,1', 'column "value": expected double, found string "x"'],
    ['a,"",1', 'column "value": expected double, found string ""'],
    ['a,1,1.5', 'column "n": expected a whole number, found 1.5'],
    ['a,1,NaN', 'column "n": expected bigint, found string "NaN"'],
    ['a,1,0x10', 'column "n": expected bigint, found string "0x10"'],
    ['"a"b,1,2', 'field 1: text after the closing quote'],
    ['"a,1,2\nb,1,2', 'a quoted field is not closed'],
  ])('%s', (text, reason) => {
    const { rows, rejected } = read(`s,value,n\n${text}`);
    expect({ rows, rejected }).toEqual({ rows: [], rejected: [{ file: 'in', line: 2, reason, text }] });
  });
});

test('a quote that is never closed swallows 10 MiB at most', () => {
  const bytes = Buffer.concat([
    Buffer.from('s,value,n\n"open,1,2\nb,3,4\n'),
    Buffer.from(`${'c'.repeat(96)},5,6\n`.repeat(120_000)),
  ]);
  const { rows, rejected } = readPieces(csv(COLUMNS), bytes, 1 << 18, 1000);
  expect(rejected.map(({ line, reason }) => ({ line, reason }))).toEqual([{ line: 2, reason: 'longer than 10 MiB' }]);
  expect(rows.length).toBe(120_001);
});

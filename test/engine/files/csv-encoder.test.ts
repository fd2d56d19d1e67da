import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvEncoder } from '../../../engine/files/csv-encoder.ts';
import { ALL_TYPES, csv, encodeRows, fileColumns, readPieces, rowsOf } from './format-rows.ts';

test('a header row comes first, quotes only where they are needed, null is empty and an empty string is quoted', () => {
  const rows = [
    { text: 'a,"b"', number: 0.25, whole: 3, yes: true, 'at "it"': 0 },
    { text: '', number: null, whole: null, yes: null, 'at "it"': null },
    { text: null, number: 1e-7, whole: 0, yes: false, 'at "it"': 1 },
  ];
  expect(new TextDecoder().decode(encodeRows(new CsvEncoder(ALL_TYPES), ALL_TYPES, rows)).split('\n')).toEqual([
    'text,number,whole,yes,"at ""it"""',
    '"a,""b""",0.25,3,true,1970-01-01T00:00:00.000Z',
    '"",,,,',
    ',1e-7,0,false,1970-01-01T00:00:00.001Z',
    '',
  ]);
});

test('rows that were written are read back the same, in pieces of any size and with any delimiter', () => {
  const delimiters = fc.constantFrom(',', ';', '\t', '|');
  fc.assert(
    fc.property(rowsOf(ALL_TYPES, 'grapheme'), fc.integer({ min: 1, max: 40 }), delimiters, (rows, size, delimiter) => {
      const bytes = encodeRows(new CsvEncoder(ALL_TYPES, delimiter), ALL_TYPES, rows);
      const { rows: read, rejected } = readPieces(csv(fileColumns(ALL_TYPES), { delimiter }), bytes, size);
      expect({ read, rejected }).toEqual({ read: rows, rejected: [] });
    }),
    { numRuns: 300 },
  );
});

test('with a single column, a null is a blank line and is read back', () => {
  const schema = [{ name: 'x', type: 'string' }] as const;
  const rows = [{ x: null }, { x: '' }, { x: 'a' }, { x: null }];
  const bytes = encodeRows(new CsvEncoder(schema), schema, rows);
  expect(readPieces(csv(fileColumns(schema)), bytes, 1).rows).toEqual(rows);
});

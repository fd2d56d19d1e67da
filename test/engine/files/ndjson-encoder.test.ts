import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTimestamp } from '../../../engine/data/timestamps.ts';
import { NdjsonEncoder } from '../../../engine/files/ndjson-encoder.ts';
import { ALL_TYPES, encodeRows, fileColumns, ndjson, readPieces, rowsOf } from './format-rows.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('rows are one JSON object a line, with columns in order and nulls written out', () => {
  const rows = [
    { text: 'a "b"\n\u0001', number: -0.5, whole: 9007199254740991, yes: true, 'at "it"': 1795723448000 },
    { text: null, number: null, whole: null, yes: null, 'at "it"': null },
    { text: '\ud800', number: 1e21, whole: -7, yes: false, 'at "it"': -1 },
  ];
  expect(text(encodeRows(new NdjsonEncoder(ALL_TYPES), ALL_TYPES, rows)).split('\n')).toEqual([
    '{"text":"a \\"b\\"\\n\\u0001","number":-0.5,"whole":9007199254740991,"yes":true,"at \\"it\\"":"2026-11-26T20:04:08.000Z"}',
    '{"text":null,"number":null,"whole":null,"yes":null,"at \\"it\\"":null}',
    '{"text":"\\ud800","number":1e+21,"whole":-7,"yes":false,"at \\"it\\"":"1969-12-31T23:59:59.999Z"}',
    '',
  ]);
});

test('every row is byte for byte what JSON.stringify prints', () => {
  fc.assert(
    fc.property(rowsOf(ALL_TYPES), (rows) => {
      const expected = rows.map((row) => {
        const time = row['at "it"'];
        return `${JSON.stringify({ text: row['text'], number: row['number'], whole: row['whole'], yes: row['yes'], 'at "it"': typeof time === 'number' ? formatTimestamp(time) : null })}\n`;
      });
      expect(text(encodeRows(new NdjsonEncoder(ALL_TYPES), ALL_TYPES, rows))).toBe(expected.join(''));
    }),
    { numRuns: 300 },
  );
});

test('doubles are printed as JSON prints them', () => {
  const schema = [{ name: 'x', type: 'double' }] as const;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })).map(([n, places]) => n / 10 ** places),
      ),
      (x) => {
        expect(text(encodeRows(new NdjsonEncoder(schema), schema, [{ x }]))).toBe(`{"x":${JSON.stringify(x)}}\n`);
      },
    ),
    { numRuns: 5000 },
  );
});

test('rows that were written are read back the same, in pieces of any size', () => {
  fc.assert(
    fc.property(rowsOf(ALL_TYPES), fc.integer({ min: 1, max: 40 }), (rows, pieceSize) => {
      const bytes = encodeRows(new NdjsonEncoder(ALL_TYPES), ALL_TYPES, rows);
      const read = readPieces(ndjson(fileColumns(ALL_TYPES)), bytes, pieceSize);
      expect(read).toEqual({ rows, lines: rows.map((_, i) => i + 1), rejected: [] });
    }),
    { numRuns: 300 },
  );
});

import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { formatTimestamp, parseTimestamp, TIMESTAMP_MAX } from '../../../engine/data/timestamps.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const iso = (ms: number): string => new Date(ms).toISOString();

test('every usual way of writing one moment is read as that moment', () => {
  const texts = [
    '2026-11-22T12:00:00.000Z',
    '2026-11-22T12:00:00Z',
    '2026-11-22 12:00:00',
    '2026-11-22t12:00:00z',
    '2026-11-22T12:00',
    '2026-11-22T13:00:00+01:00',
    '2026-11-22T13:00:00+0100',
    '2026-11-22T13:00+01',
    '2026-11-22T06:30:00-05:30',
    '2026-11-22T12:00:00,0Z',
    '+002026-11-22T12:00:00Z',
  ];
  deepEqual(
    texts.map((text) => parseTimestamp(text)),
    texts.map(() => NOON),
  );
});

test('what is finer than a millisecond is cut off towards the past', () => {
  deepEqual(
    ['2026-11-22T12:00:00.1', '2026-11-22T12:00:00.12', '2026-11-22T12:00:00.123999Z', '1969-12-31T23:59:59.9999Z'].map(
      (text) => parseTimestamp(text),
    ),
    [NOON + 100, NOON + 120, NOON + 123, -1],
  );
});

test('a date alone is its midnight in UTC, and 24:00 is the next one', () => {
  deepEqual(
    [parseTimestamp('1970-01-02'), parseTimestamp('1970-01-01T24:00:00Z'), parseTimestamp('0000-01-01')],
    [86_400_000, 86_400_000, Date.parse('0000-01-01T00:00:00Z')],
  );
});

test('what is no moment gives null', () => {
  const texts = [
    '',
    ' ',
    'yesterday',
    '1700000000000',
    '2026',
    '2026-11',
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-1-01',
    '2026/01/01',
    '2026-01-01T',
    '2026-01-01T10',
    '2026-01-01T25:00',
    '2026-01-01T24:00:01',
    '2026-01-01T10:60',
    '2026-01-01T10:00:60',
    '2026-01-01T10:00:00.',
    '2026-01-01T10:00:00.5x',
    '2026-01-01T10:00.5',
    '2026-01-01X10:00',
    '2026-01-01T10:00:00+',
    '2026-01-01T10:00:00+1',
    '2026-01-01T10:00:00+01:',
    '2026-01-01T10:00:00+01:0',
    '2026-01-01T10:00:00+01:60',
    '2026-01-01T10:00:00+24:00',
    '2026-01-01T10:00:00 +01:00',
    '2026-01-01T10:00:00Z ',
    ' 2026-01-01',
    '-000000-01-01',
    '+02026-01-01',
    '+275760-09-13T00:00:00.001Z',
  ];
  deepEqual(
    texts.filter((text) => parseTimestamp(text) !== null),
    [],
  );
});

test('years before 0 and after 9999 have a sign and six digits', () => {
  deepEqual(
    [-1, 0, 253_402_300_800_000, -62_198_755_200_000, TIMESTAMP_MAX, -TIMESTAMP_MAX].map((ms) => formatTimestamp(ms)),
    [
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:00.000Z',
      '+010000-01-01T00:00:00.000Z',
      '-000001-01-01T00:00:00.000Z',
      '+275760-09-13T00:00:00.000Z',
      '-271821-04-20T00:00:00.000Z',
    ],
  );
});

test('parts of a millisecond are cut off towards the past', () => {
  deepEqual([formatTimestamp(0.9), formatTimestamp(-0.5)], [iso(0), iso(-1)]);
});

test('every moment is written as Date writes it, and read back as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: -TIMESTAMP_MAX, max: TIMESTAMP_MAX }), (ms) => {
      deepEqual([formatTimestamp(ms), parseTimestamp(iso(ms))], [iso(ms), ms]);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant } from '../../../engine/document/instant.ts';

test('a time is a date, or a date and a time with any offset, where none means UTC', () => {
  const noon = Date.UTC(2026, 0, 31, 12);
  const same = [
    '2026-01-31T12:00:00Z',
    '2026-01-31 12:00',
    '2026-01-31T12:00:00.000999Z',
    '2026-01-31T14:00+02:00',
    '2026-01-31T08:30:00-0330',
    '2026-01-31T13:00:00+01',
  ];
  expect(same.map((text) => parseInstant(text))).toEqual(same.map(() => noon));
  expect(parseInstant('2026-01-31')).toBe(Date.UTC(2026, 0, 31));
  expect(parseInstant('2026-01-31T12:00:00.25Z')).toBe(noon + 250);
});

test('a day that a month lacks, an hour that a day lacks and other texts are no times', () => {
  const others = [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-31T24:00',
    '2026-01-31T12:60',
    '2026-01-31T12:00:00+25:00',
    '31.1.2026',
    '1769853600000',
    '',
  ];
  expect(others.filter((text) => parseInstant(text) !== null)).toEqual([]);
});

test('a time that is written as ISO 8601 is read as itself', () => {
  const range = {
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  };
  fc.assert(
    fc.property(fc.date(range), (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime());
    }),
  );
});

import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { formatTimestamp } from '../../../../engine/data/timestamps.ts';
import { evaluate, evaluateAll, problemsOf } from '../evaluate.ts';

const at = (text: string): number => Date.parse(text);
const UNITS = [
  'YEAR',
  'QUARTER',
  'MONTH',
  'WEEK',
  'DAY',
  'DOW',
  'ISODOW',
  'DOY',
  'HOUR',
  'MINUTE',
  'SECOND',
  'MILLISECOND',
  'EPOCH',
];
const extractAll = (ts: number): unknown =>
  evaluateAll(
    UNITS.map((unit) => `EXTRACT(${unit} FROM ts)`),
    { ts },
  );

test('EXTRACT takes the parts of a time in UTC', () => {
  deepEqual(extractAll(at('2026-11-22T20:04:08.123Z')), [2026, 4, 11, 47, 22, 1, 7, 326, 20, 4, 8, 123, 1_795_377_848]);
});

test('before 1970 and within a millisecond, time still counts towards the future', () => {
  deepEqual(extractAll(-0.5), [1969, 4, 12, 1, 31, 4, 3, 365, 23, 59, 59, 999, -1]);
});

test('a week belongs to the year of its Thursday', () => {
  const rows = ['2027-01-01', '2026-01-01', '2024-12-30', '2021-01-03', '2020-12-31'].map((day) => ({ ts: at(day) }));
  deepEqual(evaluate('EXTRACT(WEEK FROM ts)', rows), [53, 1, 1, 53, 53]);
  deepEqual(evaluate('EXTRACT(ISOYEAR FROM ts)', rows), [2026, 2026, 2025, 2020, 2020]);
});

test('decades, centuries and millennia are counted as in Flink', () => {
  const rows = [{ ts: at('2000-06-01') }, { ts: at('2001-06-01') }];
  deepEqual(
    ['DECADE', 'CENTURY', 'MILLENNIUM'].map((unit) => evaluate(`EXTRACT(${unit} FROM ts)`, rows)),
    [
      [200, 200],
      [20, 21],
      [2, 3],
    ],
  );
});

test('FLOOR and CEIL of a time go to the ends of its unit; weeks start on Sunday, as in Flink', () => {
  const ts = at('2026-11-25T20:04:08.123Z');
  const both = (unit: string): unknown =>
    evaluateAll([`CAST(FLOOR(ts TO ${unit}) AS STRING)`, `CAST(CEIL(ts TO ${unit}) AS STRING)`], { ts });
  deepEqual(['SECOND', 'MINUTE', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'].map(both), [
    ['2026-11-25T20:04:08.000Z', '2026-11-25T20:04:09.000Z'],
    ['2026-11-25T20:04:00.000Z', '2026-11-25T20:05:00.000Z'],
    ['2026-11-25T20:00:00.000Z', '2026-11-25T21:00:00.000Z'],
    ['2026-11-25T00:00:00.000Z', '2026-11-26T00:00:00.000Z'],
    ['2026-11-22T00:00:00.000Z', '2026-11-29T00:00:00.000Z'],
    ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-10-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ]);
});

test('a time that starts a unit is its own floor and ceiling, before 1970 too', () => {
  const rows = [{ ts: 0 }, { ts: at('1969-12-28') }, { ts: -1 }];
  deepEqual(evaluate('FLOOR(ts TO WEEK)', rows), [at('1969-12-28'), at('1969-12-28'), at('1969-12-28')]);
  deepEqual(evaluate('CEIL(ts TO WEEK)', rows), [at('1970-01-04'), at('1969-12-28'), at('1970-01-04')]);
  deepEqual(evaluate('CEIL(ts TO DAY)', rows), [0, at('1969-12-28'), 0]);
});

test('UNIX_TIMESTAMP counts whole seconds', () => {
  deepEqual(evaluate('UNIX_TIMESTAMP(ts)', [{ ts: 1999 }, { ts: -1 }, {}]), [1, -1, null]);
});

test('UNIX_TIMESTAMP without a time is refused, as it would read the clock', () => {
  const message =
    'UNIX_TIMESTAMP() would read the clock, so the same rows would not give the same results; give it a timestamp column';
  deepEqual(problemsOf('UNIX_TIMESTAMP() + 1'), [`[UNIX_TIMESTAMP()] ${message}`]);
});

test('units are checked, and a time is needed', () => {
  deepEqual(
    [
      'EXTRACT(MINUT FROM ts)',
      'FLOOR(ts TO EPOCH)',
      'EXTRACT(HOUR FROM s)',
      'FLOOR(n TO HOUR)',
      'CEIL(ts)',
      "EXTRACT(HOUR FROM '2026-01-01')",
    ].flatMap((text) => problemsOf(text)),
    [
      '[MINUT] EXTRACT knows no unit MINUT, did you mean "MINUTE"?',
      '[EPOCH] FLOOR knows no unit EPOCH; the units are MILLISECOND, SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR',
      '[s] EXTRACT takes a timestamp, but "s" is a string; write CAST(s AS TIMESTAMP)',
      '[n] FLOOR takes a timestamp, but "n" is a bigint; write CAST(n AS TIMESTAMP)',
      '[ts] write CEIL(ts TO MINUTE), or another unit',
      `['2026-01-01'] EXTRACT takes a timestamp, but "'2026-01-01'" is a string; write TIMESTAMP '2026-01-01'`,
    ],
  );
});

test('the parts of any time are those of its text, and its floors lie below it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e14, max: 2e14 }), (ts) => {
      const parts = evaluateAll(
        ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'].map((unit) => `EXTRACT(${unit} FROM ts)`),
        { ts },
      );
      deepEqual(
        parts,
        /^([-+]?\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)Z$/.exec(formatTimestamp(ts))!.slice(1).map(Number),
      );
      for (const unit of ['HOUR', 'WEEK', 'MONTH', 'QUARTER', 'YEAR']) {
        const [floor, ceiling, again] = evaluateAll(
          [`FLOOR(ts TO ${unit})`, `CEIL(ts TO ${unit})`, `FLOOR(CEIL(ts TO ${unit}) TO ${unit})`],
          { ts },
        ) as number[];
        deepEqual([floor! <= ts, ts <= ceiling!, again], [true, true, ceiling]);
      }
    }),
    { numRuns: 200 },
  );
});

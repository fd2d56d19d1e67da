import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { DrawnColumns, TriedSink } from '../../../engine/trial/trial-order.ts';
import { createTrialSink, TRIED_POINTS_MAX, TRIED_SERIES_MAX } from '../../../engine/trial/trial-sink.ts';
import type { Row } from '../../../engine/data/rows.ts';

const schema = [
  { name: 'at', type: 'timestamp' },
  { name: 'of', type: 'string' },
  { name: 'v', type: 'double' },
  { name: 'unit', type: 'string' },
] as const;
const DRAWN: DrawnColumns = { title: 'T', x: 'at', y: 'v', series: 'of', unit: null, isTime: true };

async function collected(drawn: DrawnColumns, given: readonly Row[], times: readonly number[] | null = null) {
  const told: TriedSink[] = [];
  const sink = createTrialSink({ id: 'out', schema }, drawn, (tried) => told.push(tried));
  sink.receive({ ...fromRows(schema, given), eventTimes: times && Float64Array.from(times) });
  await sink.finish();
  const lines = told[0]!.series.map(({ series, unit, times: x, values }) => [series, unit, [...x], [...values]]);
  return { rows: told[0]!.rows, left: told[0]!.left, lines };
}

test('the points of a chart are kept by line, with the unit of the rows; a row without a time is none', async () => {
  const given = [
    { at: 1, of: 'a', v: 10, unit: 'W' },
    { at: null, of: 'a', v: 11, unit: 'W' },
    { at: 2, of: 'b', v: null, unit: 'V' },
    { at: 3, of: 'a', v: 12, unit: 'W' },
  ];
  expect(await collected(DRAWN, given)).toEqual({
    rows: 4,
    left: 0,
    lines: [
      ['a', 'W', [1, 3], [10, 12]],
      ['b', 'V', [2], [NaN]],
    ],
  });
});

test('what is no chart is drawn over the event time; without a number only the rows are counted', async () => {
  const given = [{ at: 1, of: 'a', v: 10, unit: 'W' }];
  expect((await collected({ ...DRAWN, x: null, series: null, unit: 'm' }, given, [77])).lines).toEqual([
    ['', 'm', [77], [10]],
  ]);
  expect(await collected({ ...DRAWN, x: null, y: null }, given, [77])).toEqual({ rows: 1, left: 0, lines: [] });
});

test('points and lines have a limit, and what is beyond it is counted', async () => {
  const many = Array.from({ length: TRIED_SERIES_MAX + 2 }, (_, i) => ({ at: i, of: `s${i}`, v: i, unit: 'W' }));
  const lines = await collected(DRAWN, many);
  expect([lines.rows, lines.lines.length, lines.left]).toEqual([many.length, TRIED_SERIES_MAX, 2]);
  const long = Array.from({ length: TRIED_POINTS_MAX + 3 }, (_, i) => ({ at: i, of: 'a', v: i, unit: 'W' }));
  const points = await collected(DRAWN, long);
  expect([points.rows, points.left]).toEqual([long.length, 3]);
});

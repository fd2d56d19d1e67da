import { expect, test } from 'vitest';
import { compareTrials, type Side } from '../../../engine/trial/compare.ts';
import type { DrawnColumns, TriedSeries } from '../../../engine/trial/trial-order.ts';

const DRAWN: DrawnColumns = { title: 'Out', x: 'at', y: 'v', series: null, unit: null, isTime: true };

const line = (points: Readonly<Record<number, number>>, series = ''): TriedSeries => ({
  series,
  unit: 'W',
  times: Float64Array.from(Object.keys(points), Number),
  values: Float64Array.from(Object.values(points)),
});

const node = (id: string, counts: { rowsIn: number; rowsOut: number; late?: number }) => ({
  id,
  late: 0,
  rejected: 0,
  dropped: 0,
  watermark: 0,
  at: 0,
  busyMs: 0,
  backpressuredMs: 0,
  queued: 0,
  state: null,
  ...counts,
});

const side = (operator: string, late: number, series: readonly TriedSeries[]): Side => ({
  tried: {
    fault: null,
    cut: [],
    nodes: [
      node('in', { rowsIn: 0, rowsOut: 10 }),
      node(operator, { rowsIn: 10, rowsOut: 5, late }),
      node('out', { rowsIn: 5, rowsOut: 0 }),
    ],
    sinks: [{ id: 'out', columns: [], rows: 5, series, left: 0 }],
  },
  sinks: { out: DRAWN },
  sources: ['in'],
});

test('nodes of both plans are listed once, and a node that only one of them has says so', () => {
  const { before, after, nodes } = compareTrials(side('old', 3, []), side('new', 0, []));
  expect([before!.rows, after.rows]).toEqual([10, 10]);
  expect(nodes).toEqual([
    { id: 'in', before: { rows: 10, late: 0, rejected: 0 }, after: { rows: 10, late: 0, rejected: 0 } },
    { id: 'new', before: null, after: { rows: 5, late: 0, rejected: 0 } },
    { id: 'out', before: { rows: 5, late: 0, rejected: 0 }, after: { rows: 5, late: 0, rejected: 0 } },
    { id: 'old', before: { rows: 5, late: 3, rejected: 0 }, after: null },
  ]);
});

test('a line has its mean, the value that 95 % are at most, the highest, and where it changed', () => {
  const points = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [i, i + 1]));
  const [now] = compareTrials(side('a', 0, [line(points)]), side('a', 0, [line({ ...points, 3: 40, 200: NaN })]))
    .sinks[0]!.series;
  expect(now).toMatchObject({ before: { mean: 50.5, p95: 95, max: 100 }, after: { p95: 95, max: 100 }, changed: 1 });
  // A row without a value is not the same as no row, but there is nothing to compare.
  expect(now!.examples).toEqual([{ at: 3, before: 4, after: 40 }]);
});

test('lines go together by their names, and without an old plan every value is new', () => {
  const { sinks } = compareTrials(
    side('a', 0, [line({ 1: 1 }, 'x'), line({ 1: 1 }, 'y')]),
    side('a', 0, [line({ 1: 1 }, 'y'), line({ 1: 2 }, 'z')]),
  );
  expect(sinks[0]!.series.map(({ series, before, after, changed }) => [series, !!before, !!after, changed])).toEqual([
    ['y', true, true, 0],
    ['z', false, true, 1],
    ['x', true, false, 1],
  ]);
  const alone = compareTrials(null, side('a', 0, [line({ 1: 1, 2: 2 })]));
  expect([alone.before, alone.sinks[0]!.series[0]!.changed]).toEqual([null, 2]);
});

test('of several values at one moment the last one counts, since windows may fire again', () => {
  const again: TriedSeries = {
    series: '',
    unit: null,
    times: Float64Array.of(1, 1),
    values: Float64Array.of(5, 6),
  };
  const [compared] = compareTrials(side('a', 0, [line({ 1: 6 })]), side('a', 0, [again])).sinks[0]!.series;
  expect(compared!.changed).toBe(0);
});

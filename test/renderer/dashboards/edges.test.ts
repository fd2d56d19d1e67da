import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { tileChoices } from '../../../renderer/dashboards/choices.ts';
import { EdgeChart } from '../../../renderer/dashboards/edge-chart.svelte.ts';
import { drawnColumns } from '../../../renderer/dashboards/edge-points.ts';
import { rowLines } from '../../../renderer/pages/dashboard/row-lines.ts';
import type { JobStatus, TappedRows } from '../../../renderer/state/contract-types.ts';

const columns: TappedRows['columns'] = [
  { name: 'window_start', type: 'timestamp' },
  { name: 'window_end', type: 'timestamp' },
  { name: 'host', type: 'string' },
  { name: 'entity', type: 'string' },
  { name: 'rows', type: 'bigint' },
  { name: 'value', type: 'double' },
];

const row = (end: number, entity: string, value: number | null): TappedRows['rows'][number] => ({
  window_start: end - 10,
  window_end: end,
  host: 'h',
  entity,
  rows: 3,
  value,
});

test('of the rows on an edge their time, their value and what tells them apart are drawn', () => {
  deepEqual(drawnColumns(columns), { x: 'window_end', y: 'value', series: 'entity' });
  deepEqual(drawnColumns(columns.slice(0, 1).concat(columns[4]!)), { x: 'window_start', y: 'rows', series: null });
  equal(drawnColumns(columns.slice(2)), null);
  equal(drawnColumns(columns.slice(0, 4)), null);
});

test('rows that are seen twice are one point, and their chart grows with what comes', () => {
  const edge = new EdgeChart('t', 'p', 'Edge');
  edge.receive({ columns, rows: [row(10, 'a', 1), row(20, 'a', 2), row(20, 'b', null)] });
  edge.receive({ columns, rows: [row(20, 'a', 2), row(30, 'a', 3)] });
  const a = edge.chart.series('a')!;
  deepEqual(
    [[...a.times.subarray(0, a.length)], [...a.values.subarray(0, a.length)]],
    [
      [10, 20, 30],
      [1, 2, 3],
    ],
  );
  deepEqual([edge.chart.names, edge.isDrawable], [['a', 'b'], true]);
  edge.receive({ columns: columns.slice(2, 4), rows: [{ host: 'h', entity: 'a' }] });
  equal(edge.isDrawable, false);
});

test('an event list has the newest row first: its time, then what it says', () => {
  const lines = rowLines({
    columns: [
      { name: 'at', type: 'timestamp' },
      { name: 'what', type: 'string' },
    ],
    rows: [
      { at: 0, what: 'old' },
      { at: 60_000, what: 'new' },
      { at: 61_000, what: null },
    ],
  });
  deepEqual(
    lines.map(({ text }) => text),
    ['', 'new', 'old'],
  );
  equal(/^\d\d:\d\d:01\.000$/.test(lines[0]!.at), true);
});

test('a tile can be of every chart, of every edge with its late rows, and of what happens', () => {
  const node = (id: string, role: 'source' | 'operator' | 'sink', type: string): JobStatus['nodes'][number] => ({
    ...{ id, role, type, inputs: [], rowsIn: 0, rowsOut: 0, late: 0, rejected: 0, dropped: 0, watermark: 0 },
    ...{ busy: 0, backpressured: 0, idle: 1, queued: 0, queueFill: 0, state: null },
  });
  const nodes = [node('in', 'source', 'system'), node('win', 'operator', 'window'), node('out', 'sink', 'chart')];
  const job = { id: 'p', name: 'Health', description: '', state: { kind: 'stopped' }, nodes } as const;
  const status: JobStatus = { ...job, recording: null, checkpoints: [] };
  const chart = { id: 'p/out', pipeline: 'p', title: 'CPU', unit: null, isTime: true, metrics: [] };
  deepEqual(
    tileChoices([chart], [status]).map(({ label, choices }) => [label, choices.map((choice) => choice.label)]),
    [
      ['Charts', ['CPU']],
      ['Rows of Health', ['in', 'win', 'win, late rows']],
      ['Events', ['What happens to Health']],
    ],
  );
});

import { expect, test } from 'vitest';
import type { ChartPoints } from '../../../engine/runtime/protocol.ts';
import { createChartSink } from '../../../engine/sinks/chart.ts';
import { Screen } from '../../../engine/sinks/screen.ts';
import { fromRows } from '../../../engine/data/rows.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('points of one turn travel together, and the next message waits until the last is taken', async () => {
  const sent: (readonly ChartPoints[])[] = [];
  const screen = new Screen((points) => sent.push(points));
  screen.put('cpu', { series: 'total', unit: '1', x: 1, y: 0.5 });
  screen.put('disk', { series: 'sda', unit: 'By/s', x: 1, y: 9 });
  await nextTurn();
  screen.put('cpu', { series: 'total', unit: '1', x: 2, y: 0.6 });
  screen.put('cpu', { series: 'total', unit: '1', x: 3, y: 0.7 });
  await nextTurn();
  expect(sent.length).toBe(1);
  screen.taken();
  await nextTurn();
  const plain = sent.map((message) =>
    message.map(({ sink, series }) => [sink, ...series.map((s) => [s.series, s.unit, [...s.times], [...s.values]])]),
  );
  expect(plain).toEqual([
    [
      ['cpu', ['total', '1', [1], [0.5]]],
      ['disk', ['sda', 'By/s', [1], [9]]],
    ],
    [['cpu', ['total', '1', [2, 3], [0.6, 0.7]]]],
  ]);
});

test('a screen that does not keep up loses points and counts them, and never grows without end', () => {
  const screen = new Screen(() => undefined);
  for (let i = 0; i < 100_005; i++) screen.put('c', { series: 's', unit: null, x: i, y: i });
  expect(screen.dropped).toBe(5);
});

test('a chart of ever new series keeps the first of them', () => {
  const screen = new Screen(() => undefined);
  for (let i = 0; i < 250; i++) screen.put('c', { series: String(i), unit: null, x: i, y: i });
  expect(screen.dropped).toBe(50);
});

test('a chart sink sends a null as a hole, and takes the unit from the rows where it names none', async () => {
  const schema = [
    { name: 'ts', type: 'timestamp' },
    { name: 'entity', type: 'string' },
    { name: 'value', type: 'double' },
    { name: 'unit', type: 'string' },
  ] as const;
  const sent: (readonly ChartPoints[])[] = [];
  const screen = new Screen((points) => sent.push(points));
  const options = { type: 'chart', title: 'T', x: 'ts', y: 'value', series: 'entity', unit: null } as const;
  createChartSink('t', options, schema, screen).receive(
    fromRows(schema, [
      { ts: 1, entity: 'a', value: 5, unit: 'Cel' },
      { ts: 2, entity: 'a', value: null, unit: 'Cel' },
      { ts: null, entity: 'a', value: 7, unit: 'Cel' },
    ]),
  );
  await nextTurn();
  const [series] = sent[0]![0]!.series;
  expect([series!.series, series!.unit, [...series!.times], [...series!.values]]).toEqual([
    'a',
    'Cel',
    [1, 2],
    [5, NaN],
  ]);
});

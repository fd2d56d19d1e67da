import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { TrayValues } from '../../../electron/settings/tray-values.ts';

const chart = (id: string, title: string, unit: string | null) =>
  ({ id, title, unit, pipeline: 'health', isTime: true, metrics: [] }) as const;

function harness(wanted: string[]) {
  const state = { now: 1_000, wanted };
  const values = new TrayValues({
    wanted: () => state.wanted,
    charts: () => [
      chart('health/cpu', 'CPU', '1'),
      chart('health/net', 'Network', 'By/s'),
      chart('health/t', 'Heat', null),
    ],
    named: (title) => title.toUpperCase(),
    now: () => state.now,
  });
  const give = (sink: string, readings: Readonly<Record<string, number>>, unit: string | null = null): void =>
    values.take({
      job: 'health',
      sink,
      series: Object.entries(readings).map(([series, value]) => ({
        series,
        unit,
        times: Float64Array.of(1, 2),
        values: Float64Array.of(0, value),
      })),
    });
  return { state, values, give };
}

test('the tray shows the newest value of each chart that is wanted, as its tile does', () => {
  const { values, give } = harness(['health/net', 'health/cpu', 'health/t', 'health/gone']);
  give('cpu', { 0: 0.9, total: 0.374 });
  give('net', { 'eth0 receive': 2e6, 'eth0 transmit': 4e5 });
  give('t', { package: 71, nvme: 43 }, 'Cel');
  deepEqual(values.lines(), ['NETWORK 2.4 MB/s', 'CPU 37.4 %', 'HEAT 71.0 °C']);
});

test('without a reading for three minutes there is no value, and of what is not wanted nothing is kept', () => {
  const { state, values, give } = harness(['health/cpu']);
  give('cpu', { total: 0.5 });
  give('net', { a: 1 });
  state.now += 180_000;
  deepEqual(values.lines(), ['CPU –']);
  state.wanted = ['health/net'];
  deepEqual(values.lines(), ['NETWORK –']);
});

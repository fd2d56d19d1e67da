import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../electron/settings/settings.ts';
import { TrayValues } from '../../../electron/settings/tray-values.ts';
import type { UnitChoice } from '../../../electron/tour/units.ts';

const chart = (id: string, title: string, unit: string | null, metrics: string[] = []) =>
  ({ id, title, unit, pipeline: 'health', isTime: true, metrics }) as const;

function harness(wanted: string[]) {
  const state = { now: 1_000, wanted, units: DEFAULT_SETTINGS as UnitChoice };
  const values = new TrayValues({
    wanted: () => state.wanted,
    charts: () => [
      chart('health/cpu', 'CPU', '1'),
      chart('health/net', 'Network', 'By/s', ['system.network.io.receive', 'system.network.io.transmit']),
      chart('health/disk', 'Disk', 'By/s', ['system.disk.io.read']),
      chart('health/mem', 'Memory', 'By'),
      chart('health/t', 'Heat', null),
    ],
    named: (title) => title.toUpperCase(),
    units: () => state.units,
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

test('values in the tray are in the units that a person has chosen', () => {
  const { state, values, give } = harness(['health/t', 'health/net', 'health/disk', 'health/mem']);
  give('t', { package: 71 }, 'Cel');
  give('net', { 'eth0 receive': 2.4e6 });
  give('disk', { 'sda read': 2.4e6 });
  give('mem', { used: 2 ** 30 });
  const linesIn = (units: UnitChoice): string => ((state.units = units), values.lines().join(', '));
  deepEqual(
    [
      linesIn(DEFAULT_SETTINGS),
      linesIn({ temperature: '[degF]', sizes: '1000', network: 'bits' }),
      linesIn({ temperature: 'K', sizes: '1024', network: 'bytes' }),
    ],
    [
      'HEAT 71.0 °C, NETWORK 2.4 MB/s, DISK 2.4 MB/s, MEMORY 1.0 GiB',
      'HEAT 159.8 °F, NETWORK 19.2 Mbit/s, DISK 2.4 MB/s, MEMORY 1.1 GB',
      'HEAT 344.1 K, NETWORK 2.3 MiB/s, DISK 2.3 MiB/s, MEMORY 1.0 GiB',
    ],
  );
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

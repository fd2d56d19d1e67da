// @vitest-environment happy-dom
import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, test } from 'vitest';
import type { TileKind } from '../../../electron/ipc/contract.ts';
import { alertLines, withAlerts, type AlertLimit } from '../../../renderer/charts/alert-lines.ts';
import { ChartModel } from '../../../renderer/charts/chart-model.svelte.ts';
import { LiveChart } from '../../../renderer/live/live-chart.svelte.ts';
import { View } from '../../../renderer/live/view.svelte.ts';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { unitChoice } from '../../../renderer/shared/unit-choice.svelte.ts';

afterEach(() => {
  setLanguage('en');
  Object.assign(unitChoice, { temperature: 'Cel', sizes: 'usual', network: 'bytes' });
});

const HOT: AlertLimit = {
  metric: 'hw.temperature',
  entity: null,
  comparison: 'over',
  level: 85,
  unit: 'Cel',
  isMuted: false,
};
const WRITES: AlertLimit = { ...HOT, metric: 'system.disk.io.write', level: 5e7, unit: 'By/s' };

interface Drawn {
  readonly metrics: readonly string[];
  readonly unit: string | null;
  readonly names: readonly string[];
  readonly kind?: TileKind;
}

function labels(limits: readonly AlertLimit[], { metrics, unit, names, kind = 'line' }: Drawn): readonly string[] {
  return alertLines(limits, { description: { metrics }, unit }, { kind, all: names }).map(({ label }) => plain(label));
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

const TEMPERATURES: Drawn = { metrics: ['hw.temperature'], unit: 'Cel', names: ['package', 'nvme0'] };
const DISK: Drawn = {
  metrics: ['system.disk.io.read', 'system.disk.io.write'],
  unit: 'By/s',
  names: ['nvme0n1 read', 'nvme0n1 write'],
};

test('a rule is on the charts of its metric in its unit, and on no other', () => {
  deepEqual(labels([HOT], TEMPERATURES), ['alert 85 °C']);
  deepEqual(labels([HOT], { ...TEMPERATURES, metrics: ['hw.fan.speed'] }), []);
  deepEqual(labels([HOT], { ...TEMPERATURES, metrics: [] }), []);
  deepEqual(labels([HOT], { ...TEMPERATURES, unit: '1' }), []);
  deepEqual(labels([HOT], { ...TEMPERATURES, unit: null }), []);
  deepEqual(labels([{ ...HOT, unit: null }], TEMPERATURES), []);
  deepEqual(labels([HOT], { ...TEMPERATURES, metrics: ['hw.temp*'] }), []);
  deepEqual(labels([HOT], { ...TEMPERATURES, metrics: ['hw.temp*'], names: ['package temperature'] }), ['alert 85 °C']);
});

test('a rule of one sensor is on charts that show it, and names it where they show others', () => {
  const nvme = { ...HOT, entity: 'nvme0', level: 70 };
  deepEqual(labels([nvme], TEMPERATURES), ['alert nvme0 70 °C']);
  deepEqual(labels([nvme], { ...TEMPERATURES, names: ['nvme0'] }), ['alert 70 °C']);
  deepEqual(labels([nvme], { ...TEMPERATURES, names: ['package'] }), []);
  deepEqual(labels([nvme], { ...TEMPERATURES, names: ['nvme0 sensor 1'] }), []);
});

test('on a chart of several metrics it names the one that it is for', () => {
  deepEqual(labels([WRITES], DISK), ['alert write 50 MB/s']);
  deepEqual(labels([{ ...WRITES, entity: 'nvme0n1' }], DISK), ['alert write 50 MB/s']);
  deepEqual(labels([{ ...WRITES, entity: 'sda' }], DISK), []);
  const two = { ...DISK, names: [...DISK.names, 'sda read', 'sda write'] };
  deepEqual(labels([{ ...WRITES, entity: 'sda' }], two), ['alert sda write 50 MB/s']);
  deepEqual(labels([WRITES], { ...DISK, names: ['system.disk.io.read', 'system.disk.io.write'] }), [
    'alert write 50 MB/s',
  ]);
  deepEqual(labels([WRITES], { ...DISK, names: ['nvme0n1'] }), []);
});

test('in a stack only the part at the bottom stands at its own height, in a gauge only what its head tells', () => {
  const memory: Drawn = { metrics: ['system.memory.usage'], unit: 'By', names: ['used', 'cached'], kind: 'stacked' };
  const full: AlertLimit = { ...HOT, metric: 'system.memory.usage', entity: 'used', level: 14 * 2 ** 30, unit: 'By' };
  deepEqual(labels([full], memory), ['alert used 14 GiB']);
  deepEqual(labels([{ ...full, entity: 'cached' }], memory), []);
  deepEqual(labels([{ ...full, entity: null }], memory), []);
  deepEqual(labels([{ ...full, entity: null }], { ...memory, names: ['used'] }), ['alert 14 GiB']);
  deepEqual(labels([full], { ...memory, kind: 'gauge' }), ['alert used 14 GiB']);
  deepEqual(labels([{ ...full, entity: 'cached' }], { ...memory, kind: 'gauge' }), []);
  deepEqual(labels([WRITES], { ...DISK, kind: 'gauge' }), []);
  deepEqual(labels([HOT], { ...TEMPERATURES, kind: 'gauge' }), ['alert 85 °C']);
});

test('the highest is first; two rules at one level are one line, mute only where both are', () => {
  const mute = { ...HOT, isMuted: true };
  deepEqual(labels([HOT, { ...HOT, level: 92.5 }], TEMPERATURES), ['alert 92.5 °C', 'alert 85 °C']);
  deepEqual(labels([mute, HOT], TEMPERATURES), ['alert 85 °C']);
  deepEqual(labels([HOT, mute], TEMPERATURES), ['alert 85 °C']);
  deepEqual(labels([mute, mute], TEMPERATURES), ['alert 85 °C, mute']);
});

test('levels are told in the units and the language of a person, and as below where below is what fires', () => {
  unitChoice.temperature = '[degF]';
  deepEqual(labels([HOT], TEMPERATURES), ['alert 185 °F']);
  const network = { metrics: ['system.network.io.receive'], unit: 'By/s network', names: ['wlan0'] };
  const receives = { ...WRITES, metric: 'system.network.io.receive' };
  deepEqual(labels([receives], network), ['alert 50 MB/s']);
  unitChoice.network = 'bits';
  deepEqual(labels([receives], network), ['alert 400 Mbit/s']);
  unitChoice.sizes = '1024';
  deepEqual(labels([WRITES], DISK), ['alert write 47.68 MiB/s']);
  setLanguage('zh-CN');
  const battery: AlertLimit = { ...HOT, metric: 'hw.battery.charge', comparison: 'under', level: 0.2, unit: '1' };
  const [line] = alertLines(
    [battery],
    { description: { metrics: ['hw.battery.charge'] }, unit: '1' },
    { kind: 'line', all: ['BAT0'] },
  );
  equal(plain(line!.label), '告警 < 20 %');
  equal(plain(line!.said), '告警 低于 20 %');
});

function model(kind: TileKind): ChartModel {
  const chart = new LiveChart({
    id: 'c',
    pipeline: 'p',
    title: 'Fans',
    unit: 'rpm',
    isTime: true,
    metrics: ['hw.fan.speed'],
  });
  const made = new ChartModel(chart, new View(), kind);
  made.width = 360;
  const times = Float64Array.from({ length: 60 }, (_one, i) => 1_000_000 + i * 1000);
  chart.receive({ chart: 'c', series: 'fan1', unit: null, times, values: times.map(() => 1000) });
  return made;
}

test('a picture has the lines that its axis reaches; in words there are all of them, at once', () => {
  const fans = model('line');
  const draw = (): readonly number[] => fans.picture(1_060_000).alertLines.map(({ value }) => value);
  deepEqual(draw(), []);
  equal(fans.picture(1_060_000).limits.max, 1500);
  const slow: AlertLimit = { ...HOT, metric: 'hw.fan.speed', unit: 'rpm', level: 2000 };
  fans.alertLimits = [slow, { ...slow, level: 90_000, isMuted: true }];
  deepEqual(draw(), [2000]);
  equal(fans.picture(1_060_000).limits.max, 3000);
  equal(
    plain(fans.readout.summary),
    'Fans: latest 1,000 rpm, lowest 1,000 rpm, highest 1,000 rpm; alert over 90,000 rpm, mute; alert over 2,000 rpm',
  );
  equal(plain(withAlerts('Fans', fans.alertLines)), 'Fans; alert over 90,000 rpm, mute; alert over 2,000 rpm');
  fans.alertLimits = [];
  deepEqual(draw(), []);
});

test('a strip, whose darkness is its axis, has no line, and its words tell the limit all the same', () => {
  const strip = model('heat');
  strip.alertLimits = [{ ...HOT, metric: 'hw.fan.speed', unit: 'rpm', level: 1200 }];
  deepEqual(strip.picture(1_060_000).alertLines, []);
  equal(plain(strip.readout.summary).endsWith('; alert over 1,200 rpm'), true);
});

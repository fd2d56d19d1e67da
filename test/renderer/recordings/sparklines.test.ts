import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { sparklineTrend } from '../../../renderer/pages/recordings/sparkline-trend.ts';
import { Sparklines } from '../../../renderer/recordings/sparklines.svelte.ts';
import { fakeBridge } from '../state/fake-page-bridge.ts';

const LINE = { chart: 'system.cpu.utilization', series: 'total', unit: '1', values: [0.1, null, 0.3] };
const all = (rows: number) =>
  [
    { id: 'now', rows, state: 'recording' },
    { id: 'a', rows, state: 'complete' },
    { id: 'b', rows, state: 'complete' },
  ] as const;

test('pictures are asked for one after the other, each once, and not of what is still being made', async () => {
  const fake = fakeBridge();
  const lines = new Sparklines(fake.bridge);
  const asked = lines.want(all(5));
  await lines.want(all(5));
  deepEqual([fake.asked, lines.of('a')], [['recordingSparkline a'], null]);
  fake.answer(LINE);
  await new Promise(setImmediate);
  deepEqual([fake.asked.at(-1), lines.of('a')], ['recordingSparkline b', LINE]);
  fake.fail('damaged');
  await asked;
  await lines.want(all(5));
  deepEqual([fake.asked.length, lines.of('b')], [2, null]);
});

test('a recording with other rows than before is asked for again', async () => {
  const fake = fakeBridge();
  const lines = new Sparklines(fake.bridge);
  const first = lines.want([all(5)[1]]);
  fake.answer(LINE);
  await first;
  void lines.want([all(6)[1]]);
  deepEqual(fake.asked, ['recordingSparkline a', 'recordingSparkline a']);
});

test('shares are drawn from nothing on, all else from its lowest value on, with holes where nothing was read', () => {
  deepEqual(sparklineTrend(LINE), [0.1, NaN, 0.3]);
  deepEqual(sparklineTrend({ unit: 'Cel', values: [60, 62, null] }), [0, 2, NaN]);
});

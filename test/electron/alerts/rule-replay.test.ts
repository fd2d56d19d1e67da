import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { CHANGES_MAX, RuleReplay } from '../../../electron/alerts/rule-replay.ts';
import type { AlertRule } from '../../../electron/ipc/alerts.ts';

const HOT: AlertRule = {
  name: 'Hot',
  metric: 'hw.temperature',
  entity: null,
  comparison: 'over',
  level: 85,
  clear: 70,
  forSeconds: 2,
};

function replayOf(readings: Readonly<Record<string, readonly number[]>>): ReturnType<RuleReplay['result']> {
  const replay = new RuleReplay(HOT);
  for (const [series, values] of Object.entries(readings)) {
    const times = Float64Array.from(values, (_, i) => i * 1000);
    replay.take({ series, unit: null, times, values: Float64Array.from(values) });
  }
  return replay.result();
}

test('each change is listed with its moment, of all sensors in the order of time', () => {
  const { changes, ...counts } = replayOf({ cpu: [60, 90, 91, 92, 60], gpu: [60, 60, 90, 60, 60] });
  deepEqual(
    changes.map(({ at, entity, phase, value, isTold }) => `${at} ${entity} ${phase} ${value}${isTold ? ' told' : ''}`),
    [
      '1000 cpu pending 90',
      '2000 gpu pending 90',
      '3000 cpu alerting 92 told',
      '3000 gpu normal 60',
      '4000 cpu recovering 60',
    ],
  );
  deepEqual(counts, { readings: 10, sensors: 2, from: 0, to: 4000, fired: 1, told: 1, left: 0 });
});

test('what fires again within the cool-down fires, and would not have been told', () => {
  const episode = [90, 90, 90, ...Array.from({ length: 7 }, () => 60)];
  const { fired, told } = replayOf({ cpu: [...episode, ...episode] });
  deepEqual([fired, told], [2, 1]);
});

test('a list has an end, and what is left out is counted', () => {
  const flicker = Array.from({ length: 1500 }, (_, i) => (i % 2 === 0 ? 90 : 60));
  const { changes, left } = replayOf({ cpu: flicker });
  deepEqual([changes.length, left], [CHANGES_MAX, 500]);
});

test('a recording without such readings gives nothing', () => {
  deepEqual(replayOf({}), {
    readings: 0,
    sensors: 0,
    from: null,
    to: null,
    fired: 0,
    told: 0,
    changes: [],
    left: 0,
  });
});

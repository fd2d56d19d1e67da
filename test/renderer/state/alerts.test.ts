// @vitest-environment happy-dom
import { deepEqual, equal } from 'node:assert/strict';
import { expect, test } from 'vitest';
import type { AlertStatus } from '../../../electron/ipc/contract.ts';
import { Alerts } from '../../../renderer/state/alerts.svelte.ts';
import { Faults } from '../../../renderer/state/faults.svelte.ts';
import { fakeBridge } from './fake-page-bridge.ts';

const HOT: AlertStatus = {
  id: 'hot',
  rule: {
    name: 'Hot',
    metric: 'hw.temperature',
    entity: 'package',
    comparison: 'over',
    level: 85,
    clear: 70,
    forSeconds: 30,
  },
  state: 'normal',
  message: '',
  sensors: [{ entity: 'package', phase: 'normal', since: 0, value: 50, isMuted: false }],
  mutedUntil: null,
  passedOver: 0,
  isReplay: false,
};

function alerts(...list: AlertStatus[]): Alerts {
  const metrics = [{ metric: 'hw.temperature', unit: 'Cel' }];
  const { bridge } = fakeBridge();
  return new Alerts({ alerts: list, metrics, mutedUntil: null, canNotify: true }, [], { bridge, faults: new Faults() });
}

test('charts are told from where on the rules that watch fire, and in which unit', () => {
  const LIMIT = { metric: 'hw.temperature', entity: 'package', comparison: 'over', level: 85, unit: 'Cel' };
  deepEqual(alerts(HOT).limits, [{ ...LIMIT, isMuted: false }]);
  deepEqual(alerts({ ...HOT, state: 'no-data' }).limits, [{ ...LIMIT, isMuted: false }]);
  deepEqual(alerts({ ...HOT, state: 'off' }, { ...HOT, state: 'error' }, { ...HOT, isReplay: true }).limits, []);
  deepEqual(alerts({ ...HOT, rule: { ...HOT.rule, metric: 'a.b' } }).limits[0]!.unit, null);
});

test('one that is mute, or whose only sensor is, is told to be so', () => {
  const [sensor] = HOT.sensors;
  const mute = { ...sensor!, isMuted: true };
  const cases: AlertStatus[] = [
    { ...HOT, mutedUntil: 'restart' },
    { ...HOT, sensors: [mute] },
    { ...HOT, sensors: [mute], rule: { ...HOT.rule, entity: null } },
  ];
  deepEqual(
    alerts(...cases).limits.map(({ isMuted }) => isMuted),
    [true, true, false],
  );
  const told = alerts(HOT);
  told.receive({ order: ['hot'], changed: [], mutedUntil: 3_600_000, canNotify: true });
  deepEqual([told.limits[0]!.isMuted, told.state.mutedUntil], [true, 3_600_000]);
});

test('a reading is no new limit; a rule that is edited, stopped or deleted is one at once', () => {
  const told = alerts(HOT);
  const { limits } = told;
  told.receive({
    order: ['hot'],
    changed: [{ ...HOT, state: 'alerting', sensors: [] }],
    mutedUntil: null,
    canNotify: true,
  });
  equal(told.limits, limits);
  told.receive({
    order: ['hot'],
    changed: [{ ...HOT, rule: { ...HOT.rule, level: 90 } }],
    mutedUntil: null,
    canNotify: true,
  });
  expect(told.limits).toMatchObject([{ level: 90 }]);
  told.receive({ order: ['hot'], changed: [{ ...HOT, state: 'off' }], mutedUntil: null, canNotify: true });
  deepEqual(told.limits, []);
  told.receive({ order: ['hot'], changed: [HOT], mutedUntil: null, canNotify: true });
  equal(told.limits.length, 1);
  told.receive({ order: [], changed: [], mutedUntil: null, canNotify: true });
  deepEqual(told.limits, []);
});

import { expect, test } from 'vitest';
import { subtitle } from '../../../renderer/pages/dashboard/subtitle.ts';
import { tileState } from '../../../renderer/pages/dashboard/tile-state.ts';
import type { JobStatus } from '../../../renderer/state/contract-types.ts';

const chart = {
  id: 'a/b',
  pipeline: 'a',
  title: 'Temperature',
  unit: 'Cel',
  isTime: true,
  metrics: ['hw.temperature'],
};
const lacking = { metric: 'hw.temperature', reason: 'a virtual machine', remedy: null };

function job(state: JobStatus['state']): JobStatus {
  return { id: 'a', name: 'A', description: '', state, nodes: [], recording: null, checkpoints: [] };
}

const RUNNING = job({ kind: 'running', since: 0 });

test('a tile waits, then shows its chart', () => {
  const situation = { chart, status: RUNNING, absent: [] };
  expect([false, true].map((hasPoints) => tileState({ ...situation, hasPoints }).kind)).toEqual(['waiting', 'chart']);
});

test('what the machine lacks is told only where nothing else can be shown', () => {
  const both = { ...chart, metrics: ['hw.temperature', 'hw.fan.speed'] };
  const situation = { status: RUNNING, absent: [lacking] };
  expect(tileState({ ...situation, chart, hasPoints: false })).toEqual({ kind: 'absent', readings: [lacking] });
  expect(tileState({ ...situation, chart, hasPoints: true }).kind).toBe('chart');
  expect(tileState({ ...situation, chart: both, hasPoints: false }).kind).toBe('waiting');
});

test('one reason for two metrics is told once', () => {
  const both = { ...chart, metrics: ['hw.temperature', 'hw.fan.speed'] };
  const absent = [lacking, { ...lacking, metric: 'hw.fan.speed' }];
  expect(tileState({ chart: both, hasPoints: false, status: RUNNING, absent })).toEqual({
    kind: 'absent',
    readings: [lacking],
  });
});

test('a pipeline that does not run is told, with or without points', () => {
  const status = job({ kind: 'stopped' });
  expect([true, false].map((hasPoints) => tileState({ chart, hasPoints, status, absent: [] }).kind)).toEqual([
    'halted',
    'halted',
  ]);
});

test('a subtitle says of what, and of which things', () => {
  const cpu = { metrics: ['system.cpu.utilization'], names: ['total', '0', '1'], coreCount: 2 };
  const disk = {
    metrics: ['system.disk.io.read', 'system.disk.io.write'],
    names: ['sda read', 'sda write'],
    coreCount: 0,
  };
  const own = { metrics: ['my.metric'], names: ['x'], coreCount: 0 };
  expect([cpu, disk, own, { ...own, metrics: [] }].map(subtitle)).toEqual([
    'utilization, 2 cores',
    'sda',
    'my.metric',
    'x',
  ]);
});

import { beforeEach, expect, test } from 'vitest';
import type { JobStatus, NodeStatus } from '../../../renderer/state/contract-types.ts';
import { Faults } from '../../../renderer/state/faults.svelte.ts';
import { Pipelines } from '../../../renderer/state/pipelines.svelte.ts';
import { sourceRate } from '../../../renderer/state/rates.ts';
import { fakeBridge, type FakeBridge } from './fake-page-bridge.ts';

let fake: FakeBridge;
let pipelines: Pipelines;

beforeEach(() => {
  fake = fakeBridge();
  pipelines = new Pipelines(fake.bridge, new Faults());
});

function node(rowsOut: number): NodeStatus {
  const counts = { rowsIn: 0, rowsOut, late: 0, rejected: 0, dropped: 0 };
  return {
    id: 'sensors',
    role: 'source',
    type: 'system',
    inputs: [],
    ...counts,
    watermark: null,
    busy: 0,
    backpressured: 0,
    idle: 1,
    queued: 0,
    queueFill: 0,
    state: null,
  };
}

function job(state: JobStatus['state'], rowsOut = 0): JobStatus {
  return {
    id: 'health',
    name: 'Health',
    description: '',
    state,
    nodes: [node(rowsOut)],
    recording: null,
    checkpoints: [],
  };
}

const RUNNING = { kind: 'running', since: 5 } as const;

function rate(): number {
  return sourceRate(pipelines.all[0]!, pipelines.ratesOf('health'));
}

test('rates are what was counted between two statuses, per second', () => {
  pipelines.receive([job(RUNNING, 100)], 1000);
  expect(rate()).toBe(0);
  pipelines.receive([job(RUNNING, 150)], 3000);
  expect(rate()).toBe(25);
});

test('two statuses in quick succession do not make a rate out of chance', () => {
  pipelines.receive([job(RUNNING, 100)], 1000);
  pipelines.receive([job(RUNNING, 150)], 2000);
  pipelines.receive([job(RUNNING, 170)], 2001);
  expect(rate()).toBe(50);
});

test('counts that begin anew with a start make no rate', () => {
  pipelines.receive([job(RUNNING, 100)], 1000);
  pipelines.receive([job({ kind: 'running', since: 9 }, 3)], 2000);
  expect(rate()).toBe(0);
});

test('a pipeline is asked for once at a time, and its answer is shown', async () => {
  pipelines.receive([job({ kind: 'stopped' })], 0);
  const asked = pipelines.start('health');
  await pipelines.start('health');
  expect([...pipelines.busy]).toEqual(['health']);
  fake.answer(job({ kind: 'starting', since: 7 }));
  await asked;
  expect([fake.asked, pipelines.busy.size, pipelines.find('health')!.state.kind]).toEqual([
    ['startPipeline health'],
    0,
    'starting',
  ]);
});

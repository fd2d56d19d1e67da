import { expect, test } from 'vitest';
import { typeText } from '../../../renderer/pages/pipelines/type-text.ts';
import { nodeCells, watermarkText } from '../../../renderer/pages/pipelines/node-table.ts';
import { stateSentence } from '../../../renderer/pages/pipelines/state-words.ts';
import { isActive } from '../../../renderer/state/is-active.ts';
import type { JobState, JobStatus, NodeStatus } from '../../../renderer/state/contract-types.ts';

const NOW = new Date(2026, 10, 22, 20, 4, 8).getTime();

function node(id: string, role: NodeStatus['role']): NodeStatus {
  return {
    id,
    role,
    type: 'x',
    inputs: [],
    rowsIn: 5,
    rowsOut: 4,
    late: 0,
    rejected: 1,
    dropped: 0,
    watermark: NOW - 2000,
    busy: 0.03,
    backpressured: 0.02,
    idle: 0.95,
    queued: 500,
    queueFill: 0.05,
    state: { keys: 3, entries: 12 },
  };
}

test('a state is a sentence that says since when, or why', () => {
  const fault = { code: 'sink-failed', message: 'sink "x": the disk is full' } as const;
  const states: JobState[] = [
    { kind: 'running', since: NOW - 180_000 },
    { kind: 'failed', at: NOW - 65_000, fault },
    { kind: 'finished', at: NOW - 65_000 },
    { kind: 'starting', since: NOW },
    { kind: 'restarting', since: NOW - 5000, nextAt: NOW + 3000, attempt: 4, node: 'x', fault },
  ];
  expect(states.map((state) => stateSentence(state, NOW))).toEqual([
    'running for 3 min',
    'failed today 20:03: sink "x": the disk is full',
    'finished today 20:03: all sources have ended',
    'starting',
    'failed, attempt 4 starts in 3 s from the last checkpoint: sink "x": the disk is full',
  ]);
  expect(states.map(isActive)).toEqual([true, false, false, true, true]);
});

test('what a type does is told in words, where we know it', () => {
  expect([typeText('filter'), typeText('strange')]).toEqual(['keeps rows that match', 'strange']);
});

test('a source has no rows in, a sink none out, and trouble is marked', () => {
  const status: JobStatus = {
    id: 'a',
    name: 'A',
    description: '',
    state: { kind: 'running', since: 0 },
    nodes: [],
    recording: null,
    checkpoints: [],
  };
  const cells = nodeCells(node('in', 'source'), status, NOW);
  expect(cells.map(({ text }) => text)).toEqual([
    ...['–', '4', '0', '1', '0', '2.0 s behind'],
    ...['3.0\u00a0%', '2.0\u00a0%', '95.0\u00a0%', '500 (5.0\u00a0%)', '3 keys, 12 entries'],
  ]);
  expect(cells.flatMap(({ isTrouble }, column) => (isTrouble ? [column] : []))).toEqual([3]);
  expect(nodeCells(node('out', 'sink'), status, NOW)[1]!.text).toBe('–');
});

test('a watermark is told only where there is one', () => {
  expect([
    watermarkText(null, true, NOW),
    watermarkText(NOW - 5, false, NOW),
    watermarkText(Infinity, false, NOW),
    watermarkText(NOW - 12_000, true, NOW),
  ]).toEqual(['–', '–', 'complete', '12 s behind']);
});

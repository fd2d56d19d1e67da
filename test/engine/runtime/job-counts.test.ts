import { expect, test } from 'vitest';
import { readDocument } from '../../../engine/document/index.ts';
import type { Plan } from '../../../engine/document/plan.ts';
import { JobCounts } from '../../../engine/runtime/job-counts.ts';
import type { NodeCounts } from '../../../engine/runtime/protocol.ts';

const TEXT = `version: 1
name: t
settings: { buffer: { capacity: 1000 } }
sources: { in: { type: generator, rows: 1, columns: { n: { sequence: {} } } } }
sinks: { out: { type: discard, inputs: [in] } }
`;

function plan(): Plan {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  return read.plan;
}

const COUNTS = { rowsIn: 1, rowsOut: 2, late: 3, rejected: 4, dropped: 5, watermark: -Infinity };

function node(id: string, at: number, busyMs: number, backpressuredMs: number): NodeCounts {
  return { id, ...COUNTS, at, busyMs, backpressuredMs, queued: 250, state: { keys: 1, entries: 2 } };
}

test('a node is busy, backpressured and idle for shares of the time since the counts before', () => {
  const counts = new JobCounts(plan());
  expect(
    counts.statuses().map(({ busy, backpressured, idle, rowsOut }) => [busy, backpressured, idle, rowsOut]),
  ).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  counts.update({ at: 5000, nodes: [node('in', 5000, 100, 50), node('out', 5000, 10, 0)], recording: null });
  counts.update({ at: 6000, nodes: [node('in', 6000, 350, 550), node('out', 6000, 2000, 700)], recording: null });
  expect(counts.statuses()).toMatchObject([
    { id: 'in', type: 'generator', busy: 0.25, backpressured: 0.5, idle: 0.25, late: 3, rejected: 4, dropped: 5 },
    { id: 'out', type: 'discard', busy: 1, backpressured: 0, idle: 0, watermark: null },
  ]);
});

test('the time of all subtasks of a node counts, and those that have told nothing new keep their shares', () => {
  const counts = new JobCounts(plan());
  counts.update({ at: 0, nodes: [node('in', 0, 0, 0)], recording: null });
  counts.update({ at: 500, nodes: [node('in', 100, 0, 0)], recording: null });
  expect(counts.statuses()[0]).toMatchObject({ busy: 0, backpressured: 0, idle: 0 });
  counts.update({ at: 1000, nodes: [node('in', 2100, 500, 1000)], recording: null });
  counts.update({ at: 2000, nodes: [node('in', 2100, 500, 1000)], recording: null });
  expect(counts.statuses()[0]).toMatchObject({ busy: 0.25, backpressured: 0.5, idle: 0.25 });
});

test('what is in flight is told beside what may be, and what a node keeps', () => {
  const counts = new JobCounts(plan());
  counts.update({ at: 0, nodes: [node('out', 0, 0, 0)], recording: null });
  expect(counts.statuses()).toMatchObject([
    { id: 'in', inputs: [], queued: 0, queueFill: 0, state: null },
    {
      id: 'out',
      inputs: [{ node: 'in', output: 'main' }],
      queued: 250,
      queueFill: 0.25,
      state: { keys: 1, entries: 2 },
    },
  ]);
});

test('counts that come right after others say nothing about shares, and a job that has ended has none', () => {
  const counts = new JobCounts(plan());
  counts.update({ at: 1, nodes: [node('in', 1, 0, 0)], recording: null });
  counts.update({ at: 1001, nodes: [node('in', 1001, 400, 0)], recording: null });
  counts.update({ at: 1002, nodes: [node('in', 1002, 401, 0)], recording: null });
  const running = counts.statuses()[0]!;
  counts.end();
  const ended = counts.statuses()[0]!;
  expect([running.busy, ended.busy, ended.idle, ended.queued, ended.rowsIn]).toEqual([0.4, 0, 0, 0, 1]);
});

test('a recording that is being closed keeps what it has counted until it has ended', () => {
  const counts = new JobCounts(plan());
  counts.update({ at: 0, nodes: [], recording: { rows: 7, bytes: 70 } });
  counts.update({ at: 1000, nodes: [], recording: null });
  expect(counts.recording).toEqual({ rows: 7, bytes: 70 });
  counts.endRecording();
  expect(counts.recording).toBe(null);
});

test('a source with event time says how far its watermark stays behind its newest row', () => {
  const text = TEXT.replace(
    'rows: 1, columns: { n: { sequence: {} } }',
    'rows: 1, columns: { at: { time: { step: 1s } } }, event_time: { column: at, out_of_orderness: 3s }',
  );
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  expect(new JobCounts(read.plan).statuses().map(({ outOfOrdernessMs }) => outOfOrdernessMs)).toEqual([
    3000,
    undefined,
  ]);
  expect(new JobCounts(plan()).statuses().map(({ outOfOrdernessMs }) => outOfOrdernessMs)).toEqual([
    undefined,
    undefined,
  ]);
});

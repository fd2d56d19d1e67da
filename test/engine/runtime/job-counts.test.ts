import { expect, test } from 'vitest';
import { readDocument } from '../../../engine/document/index.ts';
import type { Plan } from '../../../engine/document/plan.ts';
import { JobCounts } from '../../../engine/runtime/job-counts.ts';

const TEXT = `version: 1
name: t
sources: { in: { type: generator, rows: 1, columns: { n: { sequence: {} } } } }
sinks: { out: { type: discard, inputs: [in] } }
`;

function plan(): Plan {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  return read.plan;
}

const node = (id: string, busyMs: number) => {
  return { id, rowsIn: 1, rowsOut: 2, late: 3, rejected: 4, dropped: 5, watermark: -Infinity, busyMs };
};

test('a node is busy for the share of time that it worked since the counts before', () => {
  const counts = new JobCounts(plan());
  expect(counts.statuses().map(({ busy, rowsOut }) => [busy, rowsOut])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  counts.update({ nodes: [node('in', 100), node('out', 10)], recording: null }, 5000);
  counts.update({ nodes: [node('in', 350), node('out', 2000)], recording: null }, 6000);
  expect(counts.statuses()).toMatchObject([
    { id: 'in', type: 'generator', busy: 0.25, late: 3, rejected: 4, dropped: 5, watermark: null },
    { id: 'out', type: 'discard', busy: 1 },
  ]);
});

test('a recording that is being closed keeps what it has counted until it has ended', () => {
  const counts = new JobCounts(plan());
  counts.update({ nodes: [], recording: { rows: 7, bytes: 70 } }, 0);
  counts.update({ nodes: [], recording: null }, 1000);
  expect(counts.recording).toEqual({ rows: 7, bytes: 70 });
  counts.endRecording();
  expect(counts.recording).toBe(null);
});

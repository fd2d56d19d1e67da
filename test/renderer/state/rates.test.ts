import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { JobStatus } from '../../../renderer/state/contract-types.ts';
import { RateMeter, sourceRate } from '../../../renderer/state/rates.ts';

function status(rowsOut: number, since = 0): JobStatus {
  const node = { id: 'in', role: 'source', rowsIn: 0, rowsOut } as JobStatus['nodes'][number];
  return { state: { kind: 'running', since }, nodes: [node] } as unknown as JobStatus;
}

/** The rate after each of the statuses, which are given as their moment, their rows and when their run began. */
function ratesOf(...given: readonly (readonly [atMs: number, rows: number, since?: number])[]): number[] {
  const meter = new RateMeter();
  return given.map(([atMs, rows, since]) => {
    const now = status(rows, since);
    return sourceRate(now, meter.next(now, atMs));
  });
}

test('a tick that falls between two statuses makes the rate of nobody nothing', () => {
  const rates = ratesOf([0, 0], [1000, 12], [2000, 24], [2990, 24], [4000, 48], [5000, 60], [6000, 72]);
  deepEqual(
    rates.map((rate) => Math.round(rate)),
    [0, 12, 12, 8, 12, 12, 12],
  );
});

test('what has stopped to flow is nothing after some seconds', () => {
  deepEqual(ratesOf([0, 0], [2000, 2000], [4000, 2000], [6000, 2000], [8000, 2000]), [0, 1000, 500, 0, 0]);
});

test('a status right behind another one changes no rate', () => {
  deepEqual(ratesOf([0, 0], [1000, 10], [1100, 20]), [0, 10, 10]);
});

test('a new run begins anew', () => {
  deepEqual(ratesOf([0, 500], [1000, 600], [2000, 3, 1500], [3000, 7, 1500]), [0, 100, 0, 4]);
});

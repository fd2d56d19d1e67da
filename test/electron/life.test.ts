import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { endByForce } from '../../electron/life.ts';

test('an app that has to be killed takes its windows, its processes and its lock with it, itself last', async () => {
  const calls: unknown[] = [];
  const app = {
    getAppMetrics: () => [{ pid: process.pid }, { pid: 11 }, { pid: 12 }] as Electron.ProcessMetric[],
    releaseSingleInstanceLock: () => void calls.push('lock'),
  };
  await endByForce(app, [{ destroy: () => calls.push('window') }], (pid) => calls.push(pid));
  deepEqual(calls, ['lock', 'window', 11, 12, process.pid]);
});

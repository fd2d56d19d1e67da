import { EventEmitter } from 'node:events';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { endByForce, followLife, type LifeParts } from '../../electron/life.ts';

test('an app that has to be killed takes its windows, its processes and its lock with it, itself last', async () => {
  const calls: unknown[] = [];
  const app = {
    getAppMetrics: () => [{ pid: process.pid }, { pid: 11 }, { pid: 12 }] as Electron.ProcessMetric[],
    releaseSingleInstanceLock: () => void calls.push('lock'),
  };
  await endByForce(app, [{ destroy: () => calls.push('window') }], (pid) => calls.push(pid));
  deepEqual(calls, ['lock', 'window', 11, 12, process.pid]);
});

test('without a window the app ends, unless the window is away because nobody looks', () => {
  const asked: string[] = [];
  const app = Object.assign(new EventEmitter(), { quit: () => asked.push('quit') });
  const window = { raise: () => undefined, isAway: true };
  followLife({
    app,
    process: Object.assign(new EventEmitter(), { platform: 'linux' }),
    powerMonitor: new EventEmitter(),
    shutdown: {},
    window,
    log: () => undefined,
    onUnexpected: () => undefined,
  } as unknown as LifeParts);
  app.emit('window-all-closed');
  deepEqual(asked, []);
  window.isAway = false;
  app.emit('window-all-closed');
  deepEqual(asked, ['quit']);
});

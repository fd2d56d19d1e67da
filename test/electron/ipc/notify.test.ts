import { setImmediate } from 'node:timers/promises';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { PageLink } from '../../../electron/ipc/notify.ts';

function linked() {
  const sent: unknown[] = [];
  const state = { destroyed: false, crashed: false };
  const link = new PageLink();
  link.attach(() => ({
    isDestroyed: () => state.destroyed,
    isCrashed: () => state.crashed,
    send: (name, notice) => sent.push([name, notice]),
  }));
  return { link, sent, state };
}

const cost = (cpuPercent: number) => ({ cpuPercent, memoryBytes: 1, dearest: null, thinned: [] });
const fault = (message: string) => ({ code: 'internal' as const, message });

test('without a page notices are dropped and faults wait for it', async () => {
  const { link, sent } = linked();
  link.tell('costChanged', cost(1));
  link.tellFault(fault('a'));
  link.open();
  deepEqual(sent, []);
  await setImmediate();
  link.tell('costChanged', cost(2));
  deepEqual(sent, [
    ['fault', fault('a')],
    ['costChanged', cost(2)],
  ]);
});

test('while nobody looks only the latest of each notice is kept', () => {
  const { link, sent } = linked();
  link.open();
  link.pause();
  link.tell('costChanged', cost(1));
  link.tell('recordingsChanged', []);
  link.tell('costChanged', cost(2));
  link.tellFault(fault('a'));
  link.tellFault(fault('b'));
  link.resume();
  deepEqual(sent, [
    ['costChanged', cost(2)],
    ['recordingsChanged', []],
    ['fault', fault('a')],
    ['fault', fault('b')],
  ]);
});

test('only the last ten faults wait', () => {
  const { link, sent } = linked();
  link.pause();
  for (let i = 0; i < 12; i++) link.tellFault(fault(String(i)));
  link.open();
  link.resume();
  deepEqual(
    sent,
    Array.from({ length: 10 }, (_, i) => ['fault', fault(String(i + 2))]),
  );
});

test('a page that has crashed or is gone is not sent to', () => {
  const { link, sent, state } = linked();
  link.open();
  state.crashed = true;
  link.tell('costChanged', cost(1));
  state.crashed = false;
  state.destroyed = true;
  link.tell('costChanged', cost(2));
  deepEqual(sent, []);
});

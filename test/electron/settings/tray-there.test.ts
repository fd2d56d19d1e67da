import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { lookForTray } from '../../../electron/settings/tray-there.ts';

/** What is heard, and how long was waited, where the tray is there from the answer number `from` on. */
async function look(from: number): Promise<readonly unknown[]> {
  const heard: unknown[] = [];
  let asked = 0;
  await lookForTray((isThere) => void heard.push(isThere), {
    ask: () => Promise.resolve(from <= asked++),
    wait: (ms) => (heard.push(ms), Promise.resolve()),
  });
  return heard;
}

test('a tray that is there is found at once', async () => {
  deepEqual(await look(0), [true]);
});

test('one that comes after the app is found then, as where both are started at login', async () => {
  deepEqual(await look(2), [false, 3_000, 10_000, true]);
});

test('a desktop without one is asked for some minutes and no longer', async () => {
  deepEqual(await look(Infinity), [false, 3_000, 10_000, 30_000, 120_000]);
});

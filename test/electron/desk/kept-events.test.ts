import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { deepEqual, match } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'vitest';
import { KeptEvents } from '../../../electron/desk/kept-events.ts';
import type { PipelineEvent } from '../../../electron/ipc/contract.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HOUR = 3_600_000;

function kept(
  folder = join(temporaryFolder(), 'history'),
  append?: (path: string, bytes: Uint8Array) => Promise<void>,
) {
  const clock = { now: 1000 * HOUR };
  const troubles: string[] = [];
  const onTrouble = (error: unknown): void => void troubles.push(String(error));
  const events = new KeptEvents(folder, { now: () => clock.now, onTrouble, ...(append ? { append } : {}) });
  return { folder, clock, troubles, events };
}

const gap = (at: number, message = 'suspend'): PipelineEvent => ({ at, kind: 'gap', message, seconds: 39.5 });

test('what was put is there in the next life, in its order and with every sign of its texts', async () => {
  const first = kept();
  const all: [string, PipelineEvent][] = [
    ['a', gap(1)],
    ['b', { at: 2, kind: 'failed', message: 'sink "out": ein\nÄrgernis', seconds: 0 }],
    ['a', gap(3, 'sensor failed: hw.temperature')],
  ];
  for (const each of all) first.events.put(...each);
  await first.events.flush();
  first.events.put('a', gap(4));
  await first.events.flush();
  deepEqual(await kept(first.folder).events.read(), [...all, ['a', gap(4)]]);
});

test('half a line, and one of which any byte was changed, is left out, and the next is not', async () => {
  const first = kept();
  first.events.put('a', gap(1));
  await first.events.flush();
  const file = `${first.folder}/${readdirSync(first.folder)[0]}`;
  const whole = readFileSync(file);
  appendFileSync(file, whole.subarray(0, whole.length - 3));
  const second = kept(first.folder);
  second.events.put('a', gap(2));
  await second.events.flush();
  deepEqual(await second.events.read(), [
    ['a', gap(1)],
    ['a', gap(2)],
  ]);
  for (let i = 1; i < whole.length; i++) {
    const damaged = Buffer.from(whole);
    damaged[i]! ^= 1;
    writeFileSync(file, damaged);
    deepEqual(await second.events.read(), [], `byte ${i}`);
  }
});

test('an hour that cannot be read, and a line that says nothing, cost no other event', async () => {
  const first = kept();
  first.events.put('a', gap(1));
  await first.events.flush();
  appendFileSync(join(first.folder, '1000.events'), '\n00000000 ');
  mkdirSync(join(first.folder, '999.events'));
  deepEqual(await kept(first.folder).events.read(), [['a', gap(1)]]);
});

test('a day is kept, and what is older goes', async () => {
  const one = kept();
  for (let i = 0; i < 30; i++) {
    one.events.put('a', gap(i));
    await one.events.flush();
    one.clock.now += HOUR;
  }
  const hours = readdirSync(one.folder).map((name) => Number(name.split('.')[0]));
  deepEqual([hours.length, Math.min(...hours), Math.max(...hours)], [25, 1005, 1029]);
});

test('while the disk does not answer nothing waits for it, and the newest goes along with the next write', async () => {
  let answer = (): void => undefined;
  const written: string[] = [];
  const one = kept(temporaryFolder(), (_path, bytes) => {
    written.push(Buffer.from(bytes).toString());
    return new Promise((resolve) => (answer = resolve));
  });
  for (let i = 0; i < 3_000; i++) one.events.put('a', gap(i));
  let isDone = false;
  const done = one.events.flush().then(() => (isDone = true));
  while (!isDone) {
    answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  const lines = written.join('').split('\n').filter(Boolean);
  deepEqual([lines.length <= 1_001, lines.at(-1)!.includes('"at":2999')], [true, true]);
});

test('that it cannot write is told once, and events go on', async () => {
  const one = kept(temporaryFolder(), () => Promise.reject(new Error('ENOSPC: no space left on device')));
  one.events.put('a', gap(1));
  await one.events.flush();
  one.events.put('a', gap(2));
  await one.events.flush();
  deepEqual(one.troubles.length, 1);
  match(one.troubles[0]!, /charts: cannot write .*free some space/);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Fault } from '../../../engine/fault.ts';
import { AskedThread } from '../../../engine/runtime/asked-thread.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Orders {
  say(word: string): string;
}

/** A thread that answers as `code` says. */
function thread(code: string, restAfterMs?: number): AskedThread<Orders> {
  const file = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(
    file,
    `const { parentPort: port } = require('node:worker_threads');\nlet asked = 0;\nport.on('message', ${code});`,
  );
  const fault = (reason: string): Fault => new Fault('internal', `no answer (${reason}); ask again`);
  return new AskedThread({ file, name: 'test', fault, ...(restAfterMs === undefined ? {} : { restAfterMs }) });
}

test('each order gets its own answer, in whatever order they come', async () => {
  const asked = thread(`({ id, args }) => setTimeout(() => port.postMessage({ id, value: args[0] }), 20 / id)`);
  expect(await Promise.all([asked.ask('say', 'first'), asked.ask('say', 'second')])).toEqual(['first', 'second']);
});

test('a fault of the thread is a fault here', async () => {
  const asked = thread(`({ id }) => port.postMessage({ id, fault: { code: 'not-found', message: 'no such' } })`);
  await expect(asked.ask('say', 'x')).rejects.toMatchObject({ code: 'not-found', message: 'no such' });
});

test('a thread that dies fails its orders, and the next one gets another thread', async () => {
  const asked = thread(`({ id, args }) => (args[0] === 'die' ? process.exit(1) : port.postMessage({ id, value: 7 }))`);
  await expect(asked.ask('say', 'die')).rejects.toThrow('ask again');
  expect(await asked.ask('say', 'live')).toBe(7);
});

test('a thread that nobody asks ends, and the next order gets a new one', async () => {
  const asked = thread(`({ id }) => port.postMessage({ id, value: ++asked })`, 10);
  expect([await asked.ask('say', 'a'), asked.isRunning]).toEqual([1, true]);
  await expect.poll(() => asked.isRunning).toBe(false);
  expect(await asked.ask('say', 'b')).toBe(1);
});

test('a thread does not end between two orders that follow each other', async () => {
  const asked = thread(`({ id, args }) => setTimeout(() => port.postMessage({ id, value: ++asked }), args[0])`, 30);
  const answers = [await asked.ask('say', '1'), await asked.ask('say', '60'), await asked.ask('say', '1')];
  expect(answers).toEqual([1, 2, 3]);
});

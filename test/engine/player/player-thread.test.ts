import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PlayerThread } from '../../../engine/player/player-thread.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A thread that answers as `code` says. */
function thread(code: string): PlayerThread {
  const file = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(file, `const { parentPort: port } = require('node:worker_threads');\nport.on('message', ${code});`);
  return new PlayerThread(file);
}

test('each order gets its own answer, in whatever order they come', async () => {
  const player = thread(`({ id, args }) => setTimeout(() => port.postMessage({ id, value: args[1] }), 20 / id)`);
  const answers = await Promise.all([player.ask('find', '/r', 'first'), player.ask('find', '/r', 'second')]);
  expect(answers).toEqual(['first', 'second']);
});

test('a fault of the thread is a fault here', async () => {
  const player = thread(`({ id }) => port.postMessage({ id, fault: { code: 'not-found', message: 'no such' } })`);
  await expect(player.ask('find', '/r', 'x')).rejects.toMatchObject({ code: 'not-found', message: 'no such' });
});

test('a thread that dies fails its orders, and the next one gets another thread', async () => {
  const player = thread(`({ id, args }) => (args[1] === 'die' ? process.exit(1) : port.postMessage({ id, value: 7 }))`);
  await expect(player.ask('find', '/r', 'die')).rejects.toThrow('open it again');
  expect(await player.ask('find', '/r', 'live')).toBe(7);
});

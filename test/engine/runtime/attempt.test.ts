import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Attempt } from '../../../engine/runtime/attempt.ts';
import type { SubtaskStart } from '../../../engine/runtime/protocol.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** An attempt in a thread that runs `code`, and the types of what it has said. */
function start(code: string) {
  const file = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(file, `const { parentPort: port } = require('node:worker_threads');\n${code}`);
  const heard: string[] = [];
  const attempt = new Attempt(file, {} as SubtaskStart, ({ type }) => heard.push(type));
  return { attempt, heard };
}

/** What comes of `promise` within five seconds. */
const soon = <T>(promise: Promise<T>) => Promise.race([promise, delay(5_000, 'nothing')]);

const FAILED = `port.postMessage({ type: 'failed', fault: { code: 'sink-failed', message: 'no room' } });`;
const ENDED = `port.postMessage({ type: 'ended', stopped: true });`;

test('an attempt is said to run once its thread says so, and only then', async () => {
  const { attempt } = start(`port.once('message', () => port.postMessage({ type: 'running' }));`);
  expect(await Promise.race([attempt.running.then(() => 'runs'), delay(50, 'not yet')])).toBe('not yet');
  attempt.send({ type: 'stop' });
  expect(await soon(attempt.running.then(() => 'runs'))).toBe('runs');
});

test('one that fails before it runs tells why, and has ended', async () => {
  const { attempt } = start(FAILED);
  await expect(soon(attempt.running)).rejects.toMatchObject({ code: 'sink-failed', message: 'no room' });
  expect(await soon(attempt.ended.then(() => 'ended'))).toBe('ended');
});

test('what a thread says after its last word is not heard: neither a second failure, nor that it exits', async () => {
  const { attempt, heard } = start(`${ENDED}${FAILED}process.exit(3);`);
  expect(await soon(attempt.ended.then(() => 'ended'))).toBe('ended');
  await delay(100);
  expect(heard).toEqual(['ended']);
});

test('one that has ended without running lets nobody wait: who started it, and who has asked it something', async () => {
  const { attempt } = start(`port.on('message', ({ type }) => { if (type === 'stop') { ${ENDED} port.close(); } });`);
  const waiting = Promise.all([
    attempt.running.then(() => 'let go'),
    attempt.ask({ type: 'stopRecording' }, 'recordingEnded'),
    attempt.tap({ node: 'in', output: 'main' } as never),
    attempt.hold(),
    attempt.held(),
    attempt.keepRecent({} as never).catch((error: unknown) => (error as Error).message),
  ]);
  attempt.send({ type: 'stop' });
  expect(await soon(waiting)).toEqual([
    'let go',
    null,
    { columns: [], rows: [] },
    { rows: 0, since: null },
    {},
    'the pipeline has ended meanwhile; start it again, and keep what it reads then',
  ]);
});

test('rows and their absence are told apart by who asked', async () => {
  const { attempt } = start(`port.on('message', ({ number, order }) => {
  const answer = order.node === 'in' ? { columns: ['n'], rows: [[1]] } : { code: 'not-found', message: 'there is no node "x"' };
  port.postMessage({ type: 'tapped', number, answer });
});`);
  expect(await soon(attempt.tap({ node: 'in', output: 'main' } as never))).toEqual({ columns: ['n'], rows: [[1]] });
  await expect(soon(attempt.tap({ node: 'x', output: 'main' } as never))).rejects.toThrow('there is no node "x"');
});

test('a thread that does not stop in time is ended by force, which is told as its failure', async () => {
  const { attempt, heard } = start(`port.on('message', () => undefined);`);
  expect(await soon(attempt.endedWithin(50).then(() => 'ended'))).toBe('ended');
  await expect(attempt.running).rejects.toThrow(
    'it did not stop within 0.05 s and was ended; what was committed is safe',
  );
  expect(heard).toEqual(['failed']);
});

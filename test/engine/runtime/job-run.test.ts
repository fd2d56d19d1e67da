import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readDocument, systemClock } from '../../../engine/index.ts';
import { JobRun } from '../../../engine/runtime/job-run.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TEXT = `
version: 1
name: p
settings: { restart: { strategy: fixed_delay, attempts: 9, delay: 1h } }
sources: { in: { type: generator, rows: 1, columns: { n: { sequence: { start: 0, step: 1 } } } } }
sinks: { out: { type: discard, inputs: [in] } }
`;

/** A run in a thread that begins with `code`, and the states that it has had; `failing` settles once the thread has said that it fails. */
function start(code: string) {
  const folder = temporaryFolder();
  const workerFile = join(folder, 'worker.cjs');
  writeFileSync(workerFile, `const { parentPort: port } = require('node:worker_threads');\n${code}`);
  const read = readDocument(TEXT, { file: 'p.yaml', baseFolder: folder, environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  const states: string[] = [];
  let hear: () => void = () => undefined;
  const failing = new Promise<void>((resolve) => (hear = resolve));
  const run = new JobRun({
    plan: read.plan,
    text: TEXT,
    clock: systemClock,
    workerFile,
    hasScreen: false,
    followed: undefined,
    state: { folder: join(folder, 'state') },
    onWarning: () => undefined,
    onMessage: ({ type }) => type === 'failing' && hear(),
    onState: ({ kind }) => states.push(kind),
    onChange: () => undefined,
  });
  return { run, states, failing };
}

test('a run that is stopped while its attempt is failing is over with that attempt: it waits for no other one', async () => {
  const { run, states, failing } = start(`
const fault = { code: 'internal', message: 'it cannot go on' };
port.postMessage({ type: 'running' });
port.postMessage({ type: 'failing', fault });
port.on('message', ({ type }) => {
  if (type !== 'stop') return;
  port.postMessage({ type: 'failed', fault });
  port.close();
});`);
  await failing;
  const stopped = run.stop(60_000).then(() => 'stopped');
  expect(await Promise.race([stopped, delay(5_000, 'waits on')])).toBe('stopped');
  expect(states).toEqual(['starting', 'running', 'stopping', 'stopped']);
});

test.each([
  ['before it runs', `port.postMessage({ type: 'failed', fault: { code: 'internal', message: 'no' } });`],
  [
    'of what no other attempt mends',
    `port.postMessage({ type: 'running' });
port.postMessage({ type: 'failed', fault: { code: 'internal', message: 'no', isPermanent: true } });`,
  ],
])('a run that fails %s has failed: it is not tried again', async (_when, code) => {
  const { run, states } = start(code);
  const ended = run.ended.then(() => 'ended');
  expect(await Promise.race([ended, delay(5_000, 'is tried again')])).toBe('ended');
  expect(states.at(-1)).toBe('failed');
});

import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';
import type { JobState } from '../../engine/index.ts';
import { partLines, temporaryFolder } from '../support/command.ts';

const WORKER = path.resolve(import.meta.dirname, '../../out/cli/worker.cjs');
const ROWS = 4000;

const documentOf = ({
  restart = 'fixed_delay, attempts: 2, delay: 300ms',
  mode = 'exactly_once',
  retained = 3,
} = {}) => `
version: 1
name: Mortal
settings: { checkpoint: { interval: 100ms, mode: ${mode}, retained: ${retained} }, restart: { strategy: ${restart} } }
sources: { in: { type: generator, rows: ${ROWS}, rate: 2000, columns: { n: { sequence: { start: 0, step: 1 } } } } }
sinks: { keep: { type: file, inputs: [in], path: out, format: ndjson } }
`;

/** Ways in which a thread dies, none of which it can tell of itself. */
const DEATHS: Readonly<Record<string, string>> = {
  'ends itself': 'process.exit(7)',
  'throws where nobody catches': "throw new Error('a bug in a timer')",
};

let folder: ReturnType<typeof temporaryFolder>;
let engine: Engine;
let states: JobState[];
beforeEach(() => {
  folder = temporaryFolder();
  states = [];
});
afterEach(async () => {
  await engine.close();
  folder.remove();
});

/** Starts a pipeline whose thread dies `deaths` times: each time once it has committed 200 rows more. */
async function start(text: string, { death, deaths = 1 }: { death: string; deaths?: number }) {
  const lives = path.join(folder.path, 'lives');
  const worker = path.join(folder.path, 'mortal.cjs');
  writeFileSync(lives, '');
  writeFileSync(
    worker,
    `const fs = require('node:fs');
const count = () => {
  try {
    const { parts, unfinished } = JSON.parse(fs.readFileSync(${JSON.stringify(path.join(folder.path, 'out', 'manifest.json'))}));
    return [...parts, ...unfinished].reduce((total, { rows }) => total + rows, 0);
  } catch { return 0; }
};
const lived = fs.readFileSync(${JSON.stringify(lives)}).length;
if (lived < ${deaths}) setInterval(() => {
  if (count() < 200 * (lived + 1)) return;
  fs.writeFileSync(${JSON.stringify(lives)}, 'x'.repeat(lived + 1));
  ${death};
}, 20);
require(${JSON.stringify(WORKER)});`,
  );
  create(text, worker);
  await engine.start('job');
  return (await engine.ended('job')).state;
}

function create(text: string, workerFile: string): void {
  engine = new Engine({
    clock: systemClock,
    workerFile,
    onWarning: () => undefined,
    stateOf: () => ({ folder: path.join(folder.path, 'state') }),
  });
  const read = readDocument(text, { file: 'p.yaml', baseFolder: folder.path, environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  engine.watch(([status]) => states.push(status!.state));
  engine.add('job', { plan: read.plan, text });
}

const numbers = (): number[] =>
  partLines(path.join(folder.path, 'out')).map((line) => (JSON.parse(line) as { n: number }).n);
const kept = (): string[] => readdirSync(path.join(folder.path, 'state')).filter((name) => name.startsWith('chk-'));
// Told at most every so often: what lies between two restarts may not have been seen.
const restarts = () =>
  states.filter((state, i) => attemptOf(state) !== null && attemptOf(state) !== attemptOf(states[i - 1]));
const attemptOf = (state: JobState | undefined) => (state?.kind === 'restarting' ? state.attempt : null);

describe('a thread that dies', { timeout: 60_000 }, () => {
  test.each(Object.entries(DEATHS))(
    '(it %s) is followed by another one from the last checkpoint: each row is in the files once, and the state says what happened',
    async (_how, death) => {
      const end = await start(documentOf(), { death });
      const [restart] = restarts();
      expect([end.kind, numbers()]).toEqual(['finished', Array.from({ length: ROWS }, (_, n) => n)]);
      expect(restart).toMatchObject({ kind: 'restarting', attempt: 2, node: null });
      if (restart?.kind !== 'restarting') throw new Error('it was not started again');
      expect(restart.fault.message).toMatch(/its thread (ended unexpectedly \(exit code 7\)|failed: .*a bug)/);
      expect(restart.nextAt - restart.since).toBe(300);
    },
  );

  test('is started again as often as the strategy says, then the pipeline has failed', async () => {
    const end = await start(documentOf(), { death: 'process.exit(7)', deaths: 9 });
    expect([end.kind, restarts().map((state) => state.kind === 'restarting' && state.attempt)]).toEqual([
      'failed',
      [2, 3],
    ]);
    const all = numbers();
    expect(all).toEqual(Array.from({ length: all.length }, (_, n) => n));
  });

  test('is not started again under the strategy none', async () => {
    const end = await start(documentOf({ restart: 'none' }), { death: 'process.exit(7)' });
    expect([end.kind, restarts()]).toEqual(['failed', []]);
  });

  test.each(['exactly_once', 'at_least_once'])(
    'in mode %s no row is missing or there twice, and only so many checkpoints are kept',
    async (mode) => {
      const end = await start(documentOf({ mode, retained: 2 }), { death: 'process.exit(7)' });
      expect([end.kind, kept().length]).toEqual(['finished', 2]);
      expect(numbers()).toEqual(Array.from({ length: ROWS }, (_, n) => n));
    },
  );

  test('in mode none begins from the start, and what the files have had stays', async () => {
    const end = await start(documentOf({ mode: 'none' }), { death: 'process.exit(7)' });
    const all = numbers();
    const before = all.indexOf(0, 1);
    expect([end.kind, kept(), 0 < before]).toEqual(['finished', [], true]);
    expect(all).toEqual([...Array.from({ length: before }, (_, n) => n), ...Array.from({ length: ROWS }, (_, n) => n)]);
  });

  test('before anything was kept leaves no savepoint for who stops the pipeline then, and says so', async () => {
    const worker = path.join(folder.path, 'dies-early.cjs');
    const onceItRuns = `const { parentPort } = require('node:worker_threads');
const post = parentPort.postMessage.bind(parentPort);
parentPort.postMessage = (message, transfer) => {
  post(message, transfer);
  if (message.type === 'running') setTimeout(() => process.exit(7), 100);
};`;
    writeFileSync(worker, `${onceItRuns}\nrequire(${JSON.stringify(WORKER)});`);
    create(
      documentOf({ restart: 'fixed_delay, attempts: 2, delay: 1h' }).replace('interval: 100ms', 'interval: 1h'),
      worker,
    );
    const restarting = new Promise<void>((resolve) => {
      engine.watch(([status]) => void (status!.state.kind === 'restarting' && resolve()));
    });
    await engine.start('job');
    await restarting;
    await expect(engine.stopWithSavepoint('job')).rejects.toThrow('pipeline "Mortal" ended before it could be saved');
    expect([(await engine.ended('job')).state.kind, kept()]).toEqual(['stopped', []]);
  });

  test('after all rows were saved, but before the last of them were shown, is made good by the next run', async () => {
    const atLast = `const { parentPort } = require('node:worker_threads');
let last = -1;
parentPort.on('message', ({ type, barrier, id }) => {
  if (type === 'barrier' && barrier.isLast) last = barrier.id;
  if (type === 'complete' && id === last) process.exit(7);
});`;
    const worker = path.join(folder.path, 'dies-at-last.cjs');
    writeFileSync(worker, `${atLast}\nrequire(${JSON.stringify(WORKER)});`);
    const text = documentOf({ restart: 'none' });
    create(text, worker);
    await engine.start('job');
    const first = (await engine.ended('job')).state.kind;
    create(text, WORKER);
    await engine.start('job');
    const second = (await engine.ended('job')).state.kind;
    expect([first, second, numbers()]).toEqual(['failed', 'finished', Array.from({ length: ROWS }, (_, n) => n)]);
  });
});

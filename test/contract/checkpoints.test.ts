import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';
import type { JobState, JobStatus } from '../../engine/index.ts';
import { partLines, runCommand, temporaryFolder } from '../support/command.ts';

const WORKER = path.resolve(import.meta.dirname, '../../out/cli/worker.cjs');

const documentOf = ({
  size = '10s',
  id = 'sums',
  rate = 'rate: 2000, ',
  restart = 'none }',
  rows = '4000',
} = {}): string => `
version: 1
name: Kept
settings: { checkpoint: { interval: 100ms }, restart: { strategy: ${restart} }
sources:
  in: { type: generator, rows: ${rows}, ${rate}seed: 1, event_time: { column: at }, columns: { n: { sequence: { start: 0, step: 1 } }, at: { time: { start: 0, step: 10ms } } } }
operators:
  ${id}: { type: window, inputs: [in], window: { type: tumbling, size: ${size} }, aggregate: { n: count(*), last: last(n) } }
sinks:
  keep: { type: file, inputs: [${id}], path: out, format: ndjson }
`;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => folder.remove());

const write = (text: string): void => writeFileSync(path.join(folder.path, 'p.yaml'), text);
const run = (...args: readonly string[]) => runCommand(['run', 'p.yaml', ...args], folder.path);
const lines = (): string[] => partLines(path.join(folder.path, 'out'));

describe('millrace run --state', { timeout: 60_000 }, () => {
  test('a run that was stopped goes on where it was, with its open windows', async () => {
    write(documentOf());
    const first = await run('--state', 'state', '--for', '700ms');
    const second = await run('--state', 'state');
    write(documentOf({ rate: '' }));
    rmSync(path.join(folder.path, 'undisturbed'), { recursive: true, force: true });
    const found = lines();
    rmSync(path.join(folder.path, 'out'), { recursive: true });
    await run();
    expect([first.code, first.stderr.includes('stopped'), second.code, found]).toEqual([0, true, 0, lines()]);
  });

  test('a run that has finished has nothing more to do', async () => {
    write(documentOf({ rate: '' }));
    await run('--state', 'state');
    const before = lines();
    const { code, stderr } = await run('--state', 'state');
    expect([code, stderr.includes('has finished'), lines()]).toEqual([0, true, before]);
  });

  test('an operator that changed is refused by its name, and so is one that is gone unless it is to be left behind', async () => {
    write(documentOf());
    await run('--state', 'state', '--for', '400ms');
    write(documentOf({ size: '20s' }));
    const changed = await run('--state', 'state');
    write(documentOf({ id: 'other' }));
    const gone = await run('--state', 'state');
    const left = await run('--state', 'state', '--allow-non-restored');
    expect([changed.code, gone.code, left.code]).toEqual([1, 1, 0]);
    expect(changed.stderr).toContain('operator "sums" changed since the checkpoint');
    expect(gone.stderr).toContain('operator "sums", which the document no longer has');
  });

  test('a checkpoint whose state is damaged gives way to the one before', async () => {
    write(documentOf());
    await run('--state', 'state', '--for', '900ms');
    const state = path.join(folder.path, 'state');
    // One that the end came before is none.
    const newest = readdirSync(state)
      .filter((name) => existsSync(path.join(state, name, '_metadata')))
      .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
      .at(-1)!;
    writeFileSync(path.join(state, newest, 'subtask-0.state'), 'nonsense');
    const { code, stderr } = await run('--state', 'state');
    const found = lines();
    rmSync(path.join(folder.path, 'out'), { recursive: true });
    write(documentOf({ rate: '' }));
    await run();
    expect([code, stderr.includes(`${newest}/subtask-0.state is damaged`), found]).toEqual([0, true, lines()]);
  });
});

describe('the engine', { timeout: 60_000 }, () => {
  let engine: Engine;
  const states: JobState[] = [];
  const start = async (text: string, state?: { folder: string; from?: string }): Promise<JobStatus> => {
    engine = new Engine({
      clock: systemClock,
      workerFile: WORKER,
      onWarning: () => undefined,
      ...(state && { stateOf: () => state }),
    });
    states.length = 0;
    engine.watch(([status]) => states.push(status!.state));
    const read = readDocument(text, { file: 'p.yaml', baseFolder: folder.path, environment: {} });
    if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
    engine.add('job', { plan: read.plan, text });
    return engine.start('job');
  };
  afterEach(() => engine.close());

  test('starts a pipeline that failed again, from its last checkpoint, and says what failed and when it goes on', async () => {
    const all = documentOf({ restart: 'fixed_delay, attempts: 2, delay: 100ms }' }).replace(
      'inputs: [sums]',
      'inputs: [in]',
    );
    await start(all);
    await new Promise((resolve) => setTimeout(resolve, 700));
    // A folder in the place of the file that a checkpoint writes next, and gone before the next attempt.
    rmSync(path.join(folder.path, 'out', 'manifest.json'));
    mkdirSync(path.join(folder.path, 'out', 'manifest.json', 'x'), { recursive: true });
    await new Promise<void>((resolve) => {
      const unwatch = engine.watch(([status]) => {
        if (status!.state.kind !== 'restarting') return;
        rmSync(path.join(folder.path, 'out', 'manifest.json'), { recursive: true });
        unwatch();
        resolve();
      });
    });
    const { state } = await engine.ended('job');
    const restarting = states.find(({ kind }) => kind === 'restarting');
    expect([state.kind, restarting]).toMatchObject(['finished', { attempt: 2, node: 'keep' }]);
    expect(lines().map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(
      Array.from({ length: 4000 }, (_, i) => i),
    );
  });

  test('stops with a savepoint without firing open windows, and starts from it', async () => {
    await start(documentOf({ size: '1h' }), { folder: path.join(folder.path, 'state') });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const during = await engine.savepoint('job');
    const savepoint = await engine.stopWithSavepoint('job');
    const before = readdirSync(path.join(folder.path, 'out')).filter((name) => name.startsWith('part-'));
    await engine.close();
    await start(documentOf({ size: '1h' }), { folder: path.join(folder.path, 'other'), from: savepoint.folder });
    await engine.ended('job');
    expect([during.kind, savepoint.kind, before, lines()]).toEqual([
      'savepoint',
      'savepoint',
      [],
      ['{"window_start":"1970-01-01T00:00:00.000Z","window_end":"1970-01-01T01:00:00.000Z","n":4000,"last":3999}'],
    ]);
  });
});

test(
  'a pipeline goes back to a savepoint, whatever came after it, and on from there',
  { timeout: 60_000 },
  async () => {
    const text = `version: 1
name: Back
settings: { checkpoint: { interval: 100ms } }
sources: { in: { type: generator, rate: 200, seed: 1, columns: { n: { sequence: {} } } } }
sinks: { out: { type: console, inputs: [in] } }
`;
    const read = readDocument(text, { file: 'back', baseFolder: folder.path, environment: {} });
    if (!('plan' in read)) throw new Error('the document is wrong');
    let printed: number[] = [];
    const engineAnew = (): Engine => {
      const engine = new Engine({
        clock: systemClock,
        workerFile: WORKER,
        stateOf: (id) => ({ folder: path.join(folder.path, id), beginsWithout: true }),
        onWarning: () => undefined,
        onConsole: (bytes) => {
          const lines = Buffer.from(bytes).toString().split('\n').filter(Boolean);
          printed.push(...lines.map((line) => (JSON.parse(line) as { n: number }).n));
          return Promise.resolve();
        },
      });
      engine.add('back', { plan: read.plan, text });
      return engine;
    };
    const printedSome = (): Promise<unknown> =>
      expect.poll(() => printed.length, { timeout: 10_000 }).toBeGreaterThan(20);
    const first = engineAnew();
    await first.start('back');
    await printedSome();
    const saved = await first.savepoint('back');
    const atSavepoint = printed.length;
    printed = [];
    await printedSome();
    await expect(first.startFrom('back', saved.id)).rejects.toMatchObject({ code: 'conflict' });
    await first.stop('back');
    const last = printed.at(-1)!;
    printed = [];

    // The program is started again, and finds what there is.
    const second = engineAnew();
    await second.look('back');
    const found = second.statuses()[0]!.checkpoints;
    expect(found.filter(({ kind }) => kind === 'savepoint').map(({ id }) => id)).toEqual([saved.id]);
    await expect(second.startFrom('back', 1e9)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('checkpoint 1000000000 is not there any more') as string,
    });
    expect(found.length).toBeGreaterThan(1);
    await second.startFrom('back', saved.id);
    await printedSome();
    await second.stop('back');
    const [back, end] = [printed[0]!, printed.at(-1)!];
    expect(back).toBeLessThanOrEqual(atSavepoint + 1);
    expect(back).toBeLessThan(last);
    printed = [];
    await second.start('back');
    await printedSome();
    await second.stop('back');
    expect([
      printed[0],
      (await second.look('back'), second.statuses()[0]!.checkpoints.some(({ id }) => id === saved.id)),
    ]).toEqual([end + 1, true]);
    second.remove('back');
    expect(second.statuses()).toEqual([]);
  },
);

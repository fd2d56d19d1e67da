import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';
import { partLines, runCommand, temporaryFolder } from '../support/command.ts';

const WORKER = path.resolve(import.meta.dirname, '../../out/cli/worker.cjs');

const documentOf = ({ size = '1h', id = 'sums' } = {}): string => `
version: 1
name: Kept
settings: { checkpoint: { interval: 100ms } }
sources:
  in: { type: generator, rate: 2000, event_time: { column: at }, columns: { n: { sequence: { start: 0, step: 1 } }, at: { time: { start: 0, step: 1ms } } } }
operators:
  ${id}: { type: window, inputs: [in], window: { type: tumbling, size: ${size} }, aggregate: { n: count(*) } }
sinks:
  all: { type: file, inputs: [in], path: all, format: ndjson }
  out: { type: discard, inputs: [${id}] }
`;

const SENSORS = `
version: 1
name: Sensors
settings: { checkpoint: { interval: 100ms } }
sources: { in: { type: system, interval: 100ms, metrics: [system.cpu.load_average.1m] } }
sinks: { out: { type: file, inputs: [in], path: out, format: ndjson } }
`;

let folder: ReturnType<typeof temporaryFolder>;
let engine: Engine;
let warnings: string[];
beforeEach(() => {
  folder = temporaryFolder();
  warnings = [];
});
afterEach(async () => {
  await engine.close();
  folder.remove();
});

const state = (): string => path.join(folder.path, 'state');
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A program that keeps the state of its pipelines as the app does, with the one that `text` says. */
function program(text: string): void {
  engine = new Engine({
    clock: systemClock,
    workerFile: WORKER,
    onWarning: ({ message }) => warnings.push(message),
    stateOf: () => ({ folder: state(), leaves: 'gone and changed', beginsWithout: true, beginsAgain: true }),
  });
  const read = readDocument(text, { file: 'p.yaml', baseFolder: folder.path, environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  engine.add('job', { plan: read.plan, text });
}

async function runFor(ms: number): Promise<void> {
  await engine.start('job');
  await pause(ms);
  await engine.stop('job');
}

const numbers = (): number[] =>
  partLines(path.join(folder.path, 'all')).map((line) => (JSON.parse(line) as { n: number }).n);
const gaps = (): [string, number][] =>
  partLines(path.join(folder.path, 'out'))
    .map((line) => JSON.parse(line) as { metric: string; entity: string; value: number })
    .filter(({ metric }) => metric === 'gap')
    .map(({ entity, value }) => [entity, value]);

describe('a program that keeps the state of its pipelines', { timeout: 60_000 }, () => {
  test('goes on where it was; of a document that changed, what matches by its id, and says what begins anew', async () => {
    program(documentOf());
    await runFor(400);
    const before = numbers().length;
    program(documentOf());
    await runFor(300);
    expect(warnings).toEqual([]);
    program(documentOf({ size: '2h' }));
    await runFor(300);
    expect(warnings).toEqual([
      'operator "sums" changed since the last run and begins anew; what it knew is left behind',
    ]);
    program(documentOf({ id: 'totals' }));
    await runFor(300);
    expect(warnings.slice(1)).toEqual(['the document no longer has operator "sums"; what it knew is left behind']);
    // The source and the files went on all the while.
    const all = numbers();
    expect([all.length > before, all]).toEqual([true, Array.from({ length: all.length }, (_, n) => n)]);
  });

  test('runs what has finished once more from the beginning, and leaves no checkpoint of the former run behind', async () => {
    const text = documentOf().replace('rate: 2000', 'rows: 500');
    const runOnce = async (): Promise<readonly string[]> => {
      program(text);
      await engine.start('job');
      await expect.poll(() => engine.statuses()[0]!.state.kind, { timeout: 20_000 }).toBe('finished');
      return readdirSync(state());
    };
    const former = await runOnce();
    const later = await runOnce();
    expect([former.length > 0, later.length > 0, later.filter((name) => former.includes(name))]).toEqual([
      true,
      true,
      [],
    ]);
    const once = Array.from({ length: 500 }, (_, n) => n);
    expect(numbers()).toEqual([...once, ...once]);
  });

  test('begins anew where no checkpoint can be read, says so, and its files keep what they had', async () => {
    program(documentOf());
    await runFor(400);
    const before = numbers();
    for (const name of readdirSync(state())) writeFileSync(path.join(state(), name, '_metadata'), 'nonsense');
    program(documentOf());
    await runFor(300);
    expect(warnings.at(-1)).toBe(`none of the checkpoints in ${state()} can be read, so it begins anew`);
    expect(numbers().slice(0, before.length + 2)).toEqual([...before, 0, 1]);
  });

  test('tells by a row how long sensors were not read, and why', async () => {
    program(SENSORS);
    await runFor(500);
    await pause(700);
    await runFor(500);
    program(SENSORS);
    await pause(700);
    await runFor(500);
    const found = gaps();
    expect(found.map(([reason]) => reason)).toEqual(['pipeline stopped', 'app stopped']);
    for (const [, seconds] of found) expect(seconds).toBeGreaterThan(0.5);
    for (const [, seconds] of found) expect(seconds).toBeLessThan(20);
  });
});

test(
  'a gap of a command that was started again is in the manifest, in exports and in a replay',
  { timeout: 60_000 },
  async () => {
    writeFileSync(path.join(folder.path, 'p.yaml'), SENSORS);
    const run = (...args: readonly string[]) => runCommand(args, folder.path);
    await run('run', 'p.yaml', '--state', 'state', '--for', '500ms');
    await pause(700);
    await run('run', 'p.yaml', '--state', 'state', '--for', '500ms');
    const [gap] = gaps();
    expect(gap![0]).toBe('app stopped');
    const manifest = JSON.parse(readFileSync(path.join(folder.path, 'out', 'manifest.json'), 'utf8')) as {
      gaps: readonly { reason: string; seconds: number }[];
    };
    expect(manifest.gaps).toMatchObject([{ reason: 'app stopped', seconds: gap![1] }]);
    const exported = await run('recordings', 'export', './out', '--to', 'csv', '--out', 'out.csv');
    const csv = readFileSync(path.join(folder.path, 'out.csv'), 'utf8');
    expect([exported.code, csv.split('\n').filter((line) => line.includes(',gap,app stopped,')).length]).toEqual([
      0, 1,
    ]);
    writeFileSync(
      path.join(folder.path, 'replay.yaml'),
      `
version: 1
name: Replay
sources: { in: { type: recording, path: out, speed: max } }
sinks: { out: { type: file, inputs: [in], path: replayed, format: ndjson } }
`,
    );
    await run('run', 'replay.yaml');
    expect(partLines(path.join(folder.path, 'replayed'))).toEqual(partLines(path.join(folder.path, 'out')));
  },
);

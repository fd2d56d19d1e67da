import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { COMMAND, partLines, runCommand, temporaryFolder } from '../support/command.ts';
import { allowedMs, roundsOf, tellStrikes } from './rounds.ts';

const { rounds, seed } = roundsOf('kills', 3, 0.2);

/** The calls that make something last, or make way for it. */
const CALLS = 'fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir,truncate,ftruncate';

/** A window, whose state has to come back, and parts that are rolled: some 200 of those calls in a second and a half. */
const DOCUMENT = `
version: 1
name: struck
settings: { checkpoint: { interval: 100ms, retained: 2 } }
sources:
  in: { type: generator, rows: 6000, rate: 6000, seed: 3, columns: { n: { sequence: { start: 0, step: 1 } }, at: { time: { start: 0, step: 1ms } } }, event_time: { column: at } }
operators:
  sums: { type: window, inputs: [in], window: { type: tumbling, size: 700ms }, aggregate: { n: count(*), total: sum(n) } }
sinks:
  rows: { type: file, inputs: [in], path: rows, format: ndjson, rolling: { size: 20kB } }
  totals: { type: file, inputs: [sums], path: sums, format: ndjson }
`;

/** Why processes cannot be traced here; null where they can. */
function whyNoTrace(): string | null {
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']);
  return tried.status === 0 ? null : 'strace cannot be used here';
}

/** Runs the pipeline in `folder` under strace; all file calls are made by one thread, so that they can be counted. */
function runTraced(folder: string, log: string, more: readonly string[] = []): Promise<number | null> {
  const args = ['-f', '-qq', '-o', log, '-e', `trace=${CALLS}`, ...more, process.execPath, COMMAND];
  const child = spawn('strace', [...args, 'run', 'p.yaml', '--state', 'state'], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Each call of a log, as what is to be injected there: strace counts the calls of each thread by their names. */
function momentsIn(log: string): string[] {
  const counts = new Map<string, number>();
  return [...log.matchAll(/^(\d+) +(\w+)\(/gm)].map(([, thread, name]) => {
    const count = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, count);
    return `${name}:signal=KILL:when=${count}`;
  });
}

function outputs(folder: string): unknown {
  return { rows: partLines(path.join(folder, 'rows')), sums: partLines(path.join(folder, 'sums')) };
}

/** What readers see of the rows at any moment: the first of them, each once. */
function seen(folder: string): number {
  // It may have died before it came to its files.
  if (!existsSync(path.join(folder, 'rows'))) return 0;
  const numbers = partLines(path.join(folder, 'rows')).map((line) => (JSON.parse(line) as { n: number }).n);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n));
  return numbers.length;
}

test.skipIf(whyNoTrace() !== null)(
  `a run that is killed in any call that makes something last goes on to what an undisturbed one gives (${rounds} of the calls, SEED=${seed})`,
  { timeout: allowedMs(120_000 + rounds * 20_000) },
  async () => {
    const undisturbed = temporaryFolder({ 'p.yaml': DOCUMENT });
    onTestFinished(undisturbed.remove);
    const log = path.join(undisturbed.path, 'calls.log');
    expect(await runTraced(undisturbed.path, log)).toBe(0);
    const all = outputs(undisturbed.path);
    const moments = momentsIn(readFileSync(log, 'utf8'));
    expect(moments.length).toBeGreaterThan(0);
    const random = new Random(seed);
    const struck = new Set<string>();
    let kills = 0;
    let left: string[] = [];
    // Each time the calls are not quite as many, a checkpoint more or less, on a busy machine a good many: for one that does not come, another is tried, and all of them again.
    for (let tries = 0; kills < rounds && tries < 2 * rounds; tries++) {
      if (left.length === 0) left = [...moments];
      const moment = left.splice(random.integer(0, left.length - 1), 1)[0]!;
      const folder = temporaryFolder({ 'p.yaml': DOCUMENT });
      const inject = ['-e', `inject=${moment}`];
      const code = await runTraced(folder.path, path.join(folder.path, 'calls.log'), inject);
      if (code !== 0) {
        kills++;
        struck.add(moment);
      }
      const before = seen(folder.path);
      const { code: end, stderr } = await runCommand(['run', 'p.yaml', '--state', 'state'], folder.path);
      expect([moment, end, stderr.includes('failed:')]).toEqual([moment, 0, false]);
      expect([moment, before <= seen(folder.path)]).toEqual([moment, true]);
      expect([moment, outputs(folder.path)]).toEqual([moment, all]);
      folder.remove();
    }
    tellStrikes('kills', kills, `in ${struck.size} of ${new Set(moments).size} calls, each row once (SEED=${seed})`);
    expect(kills).toBeGreaterThan(rounds * 0.8);
  },
);

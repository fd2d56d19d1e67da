import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { allowedMs, roundsOf, tellStrikes } from './rounds.ts';
import { partLines, runCommand, startCommand, temporaryFolder } from '../support/command.ts';

const { rounds: ROUNDS, seed } = roundsOf('kills', 3, 0.02);

let remove: (() => void)[] = [];
afterEach(() => {
  for (const each of remove) each();
  remove = [];
});

const GENERATOR = `{ type: generator, rows: 60000, rate: 25000, seed: 7, event_time: { column: ts, out_of_orderness: 200ms }, columns: {
    n: { sequence: { start: 0, step: 1 } },
    ts: { time: { start: 2026-01-01T00:00:00Z, step: 7ms, disorder: 300ms } },
    key: { choice: [a, b, c, d, e] }, x: { walk: { start: 0, step: 1, min: -50, max: 50 } } } }`;

const FILE = `{ type: file, path: rows.ndjson.gz, format: ndjson, event_time: { column: ts, out_of_orderness: 200ms },
    schema: { n: bigint, ts: timestamp, key: string, x: double } }`;

/** Rows as they are, sums of them per key and window, and pairs of them: operators with all that a checkpoint has to bring back. */
const documentOf = (source: string): string => `
version: 1
name: killed
settings: { checkpoint: { interval: 100ms } }
sources:
  rows: ${source}
operators:
  sums:
    type: window
    inputs: [rows]
    key: [key]
    window: { type: tumbling, size: 5s }
    aggregate: { n: count(*), total: sum(n), last: last(n), spread: stddev_pop(x), far: "percentile(x, 0.9)" }
  pairs: { type: interval_join, inputs: [rows, sums], on: [[key, key]], between: [0s, 20ms] }
sinks:
  all: { type: file, inputs: [rows], path: all, format: ndjson, rolling: { size: 200kB } }
  windows: { type: file, inputs: [sums], path: windows, format: csv, compress: gzip }
  both: { type: file, inputs: [pairs], path: both, format: ndjson }
`;

test.each([
  ['generator', [1]],
  ['file', [1]],
  ['generator', [2]],
  ['file', [3, 1, 2]],
] as const)(
  `a run over a %s that is killed up to ${ROUNDS} times, and goes on each time with parallelism %j, gives what an undisturbed one gives`,
  { timeout: allowedMs(120_000 + ROUNDS * 5000) },
  async (kind, parallelisms) => {
    const folder = temporaryFolder({ 'p.yaml': documentOf(kind === 'file' ? FILE : GENERATOR) });
    remove.push(folder.remove);
    const undisturbed = temporaryFolder({ 'p.yaml': documentOf(kind === 'file' ? FILE : GENERATOR) });
    remove.push(undisturbed.remove);
    if (kind === 'file') for (const each of [folder, undisturbed]) await writeRows(each.path);
    expect((await runCommand(['run', 'p.yaml'], undisturbed.path)).code).toBe(0);
    const kills = await runWithKills(folder.path, parallelisms);
    // Rows of different keys may come in another order from several subtasks.
    const isSorted = parallelisms.length !== 1 || parallelisms[0] !== 1;
    expect(outputs(folder.path, isSorted)).toEqual(outputs(undisturbed.path, isSorted));
    tellStrikes('kills', kills, `over a ${kind}, the same rows as undisturbed (SEED=${seed})`);
    // Proof that it was disturbed.
    expect(kills).toBeGreaterThan(0);
  },
);

/** Kills the run at random moments until it ends by itself; gives how often it was killed. */
async function runWithKills(folder: string, parallelisms: readonly number[]): Promise<number> {
  const random = new Random(seed);
  for (let kills = 0; ;) {
    const parallelism = `settings.parallelism=${parallelisms[kills % parallelisms.length]}`;
    const command = startCommand(['run', 'p.yaml', '--state', 'state', '--set', parallelism], folder);
    const isKilled = kills < ROUNDS;
    const timer = setTimeout(() => isKilled && command.child.kill('SIGKILL'), random.integer(300, 1200));
    const { code, stderr } = await command.result;
    clearTimeout(timer);
    if (code === 0) return kills;
    if (code !== null) throw new Error(stderr);
    kills++;
  }
}

function outputs(folder: string, isSorted: boolean): unknown {
  const lines = (sink: string): string[] => linesOf(path.join(folder, sink));
  return Object.fromEntries(
    ['all', 'windows', 'both'].map((sink) => [sink, isSorted ? lines(sink).sort() : lines(sink)]),
  );
}

/** All rows; of a header that each part has, the first. */
function linesOf(folder: string): string[] {
  const lines = partLines(folder);
  return lines.filter((line, i) => i === 0 || line !== lines[0]);
}

async function writeRows(folder: string): Promise<void> {
  const document = `
version: 1
name: rows
sources:
  rows: ${GENERATOR.replace('rate: 25000, ', '').replace('60000', '100000')}
sinks:
  file: { type: file, inputs: [rows], path: made, format: ndjson, compress: gzip }
`;
  writeFileSync(path.join(folder, 'rows.yaml'), document);
  const { code, stderr } = await runCommand(['run', 'rows.yaml'], folder);
  if (code !== 0) throw new Error(stderr);
  renameSync(path.join(folder, 'made', 'part-0-0.ndjson.gz'), path.join(folder, 'rows.ndjson.gz'));
}

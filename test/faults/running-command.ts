import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../contract/random/random.ts';
import { toRows } from '../../engine/data/rows.ts';
import { openManifest, recordedRows } from '../../engine/recordings/read-rows.ts';
import { allowedMs } from './rounds.ts';
import { startCommand } from '../support/command.ts';
import { rowsIn } from './numbered-rows.ts';

const PATIENCE_MS = allowedMs(30_000);

/** A pipeline that writes numbered rows into parts, a little at a time and with many checkpoints. */
export interface NumberPipeline {
  readonly rows: number;
  /** From 2 on, the rows go through an operator that has a key, in as many threads. */
  readonly parallelism: number;
}

const KEYED = `operators:
  keyed: { type: lag, inputs: [numbers], key: [k], columns: { before: lag(n) } }
`;

/** Writes the document of the pipeline into `folder`. */
export function writeDocument(folder: string, { rows, parallelism }: NumberPipeline): string {
  const file = join(folder, 'numbers.yaml');
  const isKeyed = 1 < parallelism;
  writeFileSync(
    file,
    `version: 1
name: numbers
settings: { parallelism: ${parallelism}, checkpoint: { interval: 100ms }, restart: { strategy: none } }
sources:
  numbers: { type: generator, rows: ${rows}, rate: 20000, seed: 7, columns: { n: { sequence: { start: 0, step: 1 } }, k: { choice: [a, b, c, d, e, f, g] } } }
${isKeyed ? KEYED : ''}sinks:
  parts: { type: file, inputs: [${isKeyed ? 'keyed' : 'numbers'}], path: parts, format: ndjson, rolling: { size: 64KiB, interval: 1h } }
`,
  );
  return file;
}

/**
 * The numbers of all rows that are committed: those that the manifest names. A part whose new name the power cut undid is shown again at the
 * next start. Rows of different keys may come in another order from several threads.
 */
export async function committedRows(folder: string, { parallelism }: NumberPipeline): Promise<number[]> {
  const parts = join(folder, 'parts');
  if (!existsSync(join(parts, 'manifest.json'))) return [];
  const rows: { n: number; k: string; before: number | null }[] = [];
  for await (const batch of recordedRows(parts, await openManifest(parts), { span: null, key: null })) {
    rows.push(...(toRows(batch) as unknown as typeof rows));
  }
  if (parallelism === 1) return rows.map(({ n }) => n);
  checkBefore(rows);
  return rows.map(({ n }) => n).sort((a, b) => a - b);
}

/** Each row has the number of the row of its key before it: what the operator kept came back as often as its rows did. */
function checkBefore(rows: readonly { n: number; k: string; before: number | null }[]): void {
  const last = new Map<string, number>();
  for (const { n, k, before } of rows) {
    if (before !== (last.get(k) ?? null)) throw new Error(`row ${n} of key ${k} follows ${before}, not ${last.get(k)}`);
    last.set(k, n);
  }
}

/** What a reader of the finished parts sees. */
export function seenIn(folder: string): number[] {
  const parts = join(folder, 'parts');
  return existsSync(parts) ? rowsIn(parts) : [];
}

/**
 * Runs the pipeline in `folder` until it has shown rows, strikes at a random moment, kills it, and gives how many rows a reader had
 * seen before the strike began; where the pipeline came to its end first, that is all of them, and null where it had come to it before.
 */
export async function runUntilStruck(
  folder: string,
  { random, strike }: { readonly random: Random; readonly strike: () => void },
): Promise<number | null> {
  const before = seenIn(folder).length;
  const { child, result } = startCommand(['run', 'numbers.yaml', '--state', 'state'], folder);
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (seenIn(folder).length === before && child.exitCode === null && performance.now() < giveUpAt) await wait(5);
  const isShown = before < seenIn(folder).length;
  await wait(random.integer(0, 150));
  const seen = seenIn(folder).length;
  strike();
  child.kill('SIGKILL');
  const { stderr } = await result;
  if (stderr.includes('has finished;')) return null;
  // All its rows were shown before, and it had no time left to say that it has finished.
  if (!isShown && stderr.includes('finished: all sources have ended')) return null;
  if (!isShown) throw new Error(`no further row was shown:\n${stderr}`);
  return seen;
}

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../contract/random/random.ts';
import { startCommand } from '../support/command.ts';
import { rowsIn } from './numbered-rows.ts';

const PATIENCE_MS = 30_000;

/** A pipeline that writes so many numbered rows into parts, a little at a time and with many checkpoints. */
export function writeDocument(folder: string, rows: number): string {
  const file = join(folder, 'numbers.yaml');
  writeFileSync(
    file,
    `version: 1
name: numbers
settings: { checkpoint: { interval: 100ms }, restart: { strategy: none } }
sources:
  numbers: { type: generator, rows: ${rows}, rate: 20000, columns: { n: { sequence: { start: 0, step: 1 } } } }
sinks:
  parts: { type: file, inputs: [numbers], path: parts, format: ndjson, rolling: { size: 64KiB, interval: 1h } }
`,
  );
  return file;
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
  if (!isShown) throw new Error(`no further row was shown:\n${stderr}`);
  return seen;
}

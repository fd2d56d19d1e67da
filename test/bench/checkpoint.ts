// What a checkpoint costs by the number of keys, and a restart from it: `npm run bench -- checkpoint`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readState, writeState } from '../../engine/checkpoints/state-file.ts';
import type { StateFile } from '../../engine/checkpoints/metadata.ts';
import { DurableFiles } from '../../engine/files/durable.ts';
import { ALL_KEY_GROUPS } from '../../engine/state/key-groups.ts';
import type { Snapshot } from '../../engine/state/snapshot.ts';
import { SnapshotMemory } from '../../engine/state/snapshot-memory.ts';
import type { Load } from './support/checkpoint-loads.ts';
import { batchesOf, LOADS, WINDOW } from './support/checkpoint-loads.ts';
import { serveShare } from './support/keyed-share.ts';
import type { ShareOrder } from './support/keyed-shares.ts';
import { measureShares } from './support/keyed-shares.ts';
import { measureRestart } from './support/restarts.ts';
import { watchTurns } from './support/turns.ts';

const ROUNDS = 7;

if (isMainThread) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-bench-'));
  void run(folder).finally(() => fs.rmSync(folder, { recursive: true }));
} else serveShare(workerData as ShareOrder, parentPort!);

async function run(folder: string): Promise<void> {
  const [only] = process.argv.slice(2);
  await measureState(folder, WINDOW, 1000);
  for (const load of LOADS) {
    if (only === undefined || load.name.includes(only)) await measureState(folder, load, 1_000_000);
  }
  if (only === undefined || 'parallelism'.includes(only)) {
    const shares = await measureShares(folder, 1_000_000, ROUNDS);
    console.log('1000000 keys with parallelism 2, both threads at once');
    for (const [i, figures] of shares.entries()) {
      const subtask = `subtask ${i + 1}`;
      tell(`rows wait, ${subtask}`, pick(figures, 'stall'));
      tell(`longest turn then, ${subtask}`, pick(figures, 'turn'));
      tell(`written, ${subtask}`, pick(figures, 'written'));
    }
  }
  if (only !== undefined) return;
  for (const keys of [1000, 1_000_000]) {
    const restarts = await measureRestart(path.join(folder, String(keys)), keys, ROUNDS);
    tell(`a pipeline with ${keys} keys starts again`, restarts);
  }
}

/** An operator's state alone, in this thread: no other work stands between the figures and what they are of. */
async function measureState(folder: string, { name, create }: Load, keys: number): Promise<void> {
  const before = heldBytes();
  const load = create();
  let growth = 0;
  for (const batch of batchesOf(keys)) {
    const begun = performance.now();
    load.receive(batch);
    growth = Math.max(growth, performance.now() - begun);
  }
  const held = heldBytes();
  const memory = new SnapshotMemory();
  const files = new DurableFiles({ code: 'checkpoint-failed', title: 'benchmark' });
  const stalls: number[] = [];
  const walls: number[] = [];
  const turns: number[] = [];
  const writes: number[] = [];
  const restores: number[] = [];
  let file: StateFile | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    global.gc?.();
    let snapshot: Snapshot = {};
    // As a job does it: between turns in which rows go on.
    for (const _ of memory.makeReady(() => load.snapshot())) await new Promise((resolve) => setImmediate(resolve));
    const before = performance.now();
    stalls.push(cpuMs(() => (snapshot = memory.take(() => load.snapshot()))));
    walls.push(performance.now() - before);
    const turn = watchTurns();
    const begun = performance.now();
    file = await writeState(files, { folder, name: `${keys}.state` }, { state: snapshot });
    writes.push(performance.now() - begun);
    turns.push(turn());
    const asked = performance.now();
    const read = await readState(folder, file);
    create().restore([read['state'] as Snapshot], ALL_KEY_GROUPS);
    restores.push(performance.now() - asked);
  }
  console.log(`${name}, ${keys} keys: ${(file!.bytes / 1e6).toFixed(2)} MB`);
  const [objects, arrays] = [held.objects - before.objects, held.arrays - before.arrays];
  console.log(
    `  in memory                    ${((objects + arrays) / 1e6).toFixed(1)} MB; a key: ${(arrays / keys).toFixed(0)} B in arrays, ${(objects / keys).toFixed(0)} B in objects`,
  );
  tell('longest batch as it grows', [growth]);
  tell('rows wait', walls);
  tell('CPU time of all threads then', stalls);
  tell('longest turn while writing', turns);
  tell('written', writes);
  tell('read and restored', restores);
}

function pick<Name extends string>(all: readonly Readonly<Record<Name, number>>[], name: Name): number[] {
  return all.map((each) => each[name]);
}

/** CPU time of this process that `act` takes: on a shared machine, the time on the clock tells of the others. */
function cpuMs(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function tell(name: string, rounds: readonly number[]): void {
  const sorted = [...rounds].sort((a, b) => a - b);
  const all = rounds.map((each) => each.toFixed(1)).join(', ');
  console.log(`  ${name.padEnd(28)} ${sorted[Math.floor(sorted.length / 2)]!.toFixed(1).padStart(8)} ms  (${all})`);
}

/** What this process holds on to: objects, strings among them, and the memory of arrays. */
function heldBytes(): { readonly objects: number; readonly arrays: number } {
  global.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { objects: heapUsed, arrays: arrayBuffers };
}

// What a checkpoint costs by the number of keys, and a restart from it: `npm run bench -- checkpoint`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readState, writeState } from '../../engine/checkpoints/state-file.ts';
import type { StateFile } from '../../engine/checkpoints/metadata.ts';
import { DurableFiles } from '../../engine/files/durable.ts';
import { ALL_KEY_GROUPS } from '../../engine/state/key-groups.ts';
import type { Receiver } from '../../engine/operators/operator.ts';
import type { Snapshot, Stateful } from '../../engine/state/snapshot.ts';
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
  await measureState(folder, { ...WINDOW, keys: 1000 });
  for (const load of LOADS) {
    if (only === undefined || load.name.includes(only)) await measureState(folder, load);
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
async function measureState(folder: string, load: Load): Promise<void> {
  const { name, keys } = load;
  const before = heldBytes();
  const operator = load.create();
  let growth = 0;
  for (const batch of batchesOf(keys)) {
    const begun = performance.now();
    operator.receive(batch);
    growth = Math.max(growth, performance.now() - begun);
  }
  const held = heldBytes();
  const files = new DurableFiles({ code: 'checkpoint-failed', title: 'benchmark' });
  const write = (state: Snapshot): Promise<StateFile> =>
    writeState(files, { folder, name: `${keys}.state` }, { state });
  const checkpoints = await measureCheckpoints(operator, load, write);
  console.log(`${name}, ${keys} keys: ${(checkpoints.file.bytes / 1e6).toFixed(2)} MB`);
  const [objects, arrays] = [held.objects - before.objects, held.arrays - before.arrays];
  console.log(
    `  in memory                    ${((objects + arrays) / 1e6).toFixed(1)} MB; a key: ${(arrays / keys).toFixed(0)} B in arrays, ${(objects / keys).toFixed(0)} B in objects`,
  );
  tell('longest batch as it grows', [growth]);
  tell('rows wait', checkpoints.walls);
  tell('CPU time of all threads then', checkpoints.stalls);
  tell('longest turn while writing', checkpoints.turns);
  tell('written', checkpoints.writes);
  tell('read and restored', await measureRestores(folder, load, checkpoints.file));
}

/** One checkpoint after the other, as a job takes them, while rows go on. */
async function measureCheckpoints(
  operator: Receiver & Stateful,
  load: Load,
  write: (state: Snapshot) => Promise<StateFile>,
) {
  const memory = new SnapshotMemory();
  const [stalls, walls, turns, writes]: number[][] = [[], [], [], []];
  let file: StateFile | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    let snapshot: Snapshot = {};
    for (const _ of memory.makeReady(() => operator.snapshot())) await nextTurn();
    const before = performance.now();
    stalls!.push(cpuMs(() => (snapshot = memory.take(() => operator.snapshot()))));
    walls!.push(performance.now() - before);
    const turn = watchTurns();
    const begun = performance.now();
    const writing = write(snapshot);
    await giveRows(operator, load, writing);
    file = await writing;
    writes!.push(performance.now() - begun);
    turns!.push(turn());
  }
  return { stalls: stalls!, walls: walls!, turns: turns!, writes: writes!, file: file! };
}

/** Gives `operator` rows of keys that it knows, a batch a turn, until `done` settles. */
async function giveRows(operator: Receiver, { keys, batchesBetween }: Load, done: Promise<unknown>): Promise<void> {
  let isDone = false;
  void done.finally(() => (isDone = true));
  for (let left = batchesBetween; 0 < left && !isDone;) {
    for (const batch of batchesOf(keys)) {
      if (left-- === 0 || isDone) break;
      operator.receive(batch);
      await nextTurn();
    }
  }
}

/** In a span of its own: each makes a whole state, and the next one drops it. */
async function measureRestores(folder: string, { create }: Load, file: StateFile): Promise<number[]> {
  const restores: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    global.gc?.();
    const asked = performance.now();
    const read = await readState(folder, file);
    create().restore([read['state'] as Snapshot], ALL_KEY_GROUPS);
    restores.push(performance.now() - asked);
  }
  return restores;
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
  // One collection does not wait until the memory of arrays is given back, the next one does.
  global.gc?.();
  global.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { objects: heapUsed, arrays: arrayBuffers };
}

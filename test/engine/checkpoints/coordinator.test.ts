import { mkdirSync, readdirSync } from 'node:fs';
import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { afterEach, expect, test, vi } from 'vitest';
import type { Barrier, Share } from '../../../engine/checkpoints/barrier.ts';
import { Coordinator } from '../../../engine/checkpoints/coordinator.ts';
import { CheckpointStore } from '../../../engine/checkpoints/store.ts';
import type { CheckpointSettings } from '../../../engine/document/plan.ts';
import { Fault } from '../../../engine/fault.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SETTINGS: CheckpointSettings = { intervalMs: 5, timeoutMs: 10_000, retained: 2, mode: 'exactly_once' };

let coordinator: Coordinator;
afterEach(() => coordinator.end());

/** A coordinator whose subtask is the test: it hears of barriers one by one, and says what the subtask says. */
async function begun(settings: Partial<CheckpointSettings> = {}) {
  const folder = temporaryFolder();
  const store = new CheckpointStore(folder);
  await store.open(() => undefined);
  const barriers: Barrier[] = [];
  const complete: number[] = [];
  let wake: () => void = () => undefined;
  const faults: Fault[] = [];
  let fail: (fault: Fault) => void = () => undefined;
  const failed = new Promise<Fault>((resolve) => (fail = resolve));
  coordinator = new Coordinator(
    { pipeline: 'Test', nodes: [], settings: { ...SETTINGS, ...settings } },
    { store, clock: systemClock },
    {
      sendBarrier: (barrier) => (barriers.push(barrier), wake()),
      sendComplete: (id) => (complete.push(id), wake()),
      fail: (fault) => (faults.push(fault), fail(fault)),
      onCompleted: () => undefined,
    },
  );
  coordinator.begin();
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise<void>((resolve) => (wake = resolve));
  };
  const barrier = async (number: number): Promise<Barrier> => {
    await until(() => number <= barriers.length);
    return barriers[number - 1]!;
  };
  /** Answers barrier number `number` as a subtask that has written its state does. */
  const saved = async (number: number): Promise<void> => {
    const { id, folder: own } = await barrier(number);
    if (own !== null) mkdirSync(own, { recursive: true });
    const files = own === null ? [] : [{ name: 'subtask-0.state', bytes: 0, crc: 0 }];
    await coordinator.acknowledge({ id, files, sources: {}, sinks: {} } satisfies Share);
    await until(() => complete.includes(id));
  };
  return { folder, store, barrier, barriers, complete, failed, faults, saved };
}

test('a checkpoint that takes longer than its timeout fails the attempt, saying which and what to change, and leaves nothing', async () => {
  const { folder, barrier, failed, store } = await begun({ timeoutMs: 30 });
  mkdirSync((await barrier(1)).folder!);
  const { code, message } = await failed;
  equal(code, 'checkpoint-failed');
  match(message, /^checkpoint 1 took longer than 0\.03 s; set checkpoint\.timeout to more/);
  // A share that comes after it is too late.
  await coordinator.acknowledge({ id: 1, files: [{ name: 'x', bytes: 0, crc: 0 }], sources: {}, sinks: {} });
  deepEqual(store.kept, []);
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});

test('a subtask that cannot save its share fails the attempt with its reason', async () => {
  const { barrier, failed } = await begun();
  const { id } = await barrier(1);
  coordinator.decline(id, new Fault('checkpoint-failed', 'checkpoint: the disk is full'));
  equal((await failed).message, 'checkpoint: the disk is full');
});

test('the next checkpoint begins once the sinks have shown what is in the last, and only as many are kept as are to be', async () => {
  const { barriers, barrier, saved, store, folder } = await begun();
  await saved(1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  equal(barriers.length, 1);
  for (const id of [1, 2, 3]) {
    coordinator.committed(id);
    await saved(id + 1);
  }
  coordinator.committed(4);
  await barrier(5);
  deepEqual(
    [store.kept.map(({ metadata }) => metadata.id), readdirSync(folder).sort()],
    [
      [3, 4],
      ['chk-3', 'chk-4'],
    ],
  );
});

test('in mode none sinks commit all the same, and nothing is kept but what a person asks for', async () => {
  const { barrier, saved, complete, folder } = await begun({ mode: 'none' });
  equal((await barrier(1)).folder, null);
  await saved(1);
  deepEqual([complete, readdirSync(folder)], [[1], []]);
  coordinator.committed(1);
  const savepoint = coordinator.savepoint();
  await saved(2);
  deepEqual([(await savepoint).metadata.kind, readdirSync(folder)], ['savepoint', ['savepoint-2']]);
});

test('what waits for a checkpoint hears that the attempt has ended', async () => {
  const { barrier } = await begun();
  await barrier(1);
  const savepoint = coordinator.savepoint();
  coordinator.end();
  await rejects(savepoint, /the pipeline has ended/);
});

test('what waits for the sinks to show a checkpoint hears that the attempt has ended', async () => {
  const { saved } = await begun();
  await saved(1);
  const savepoint = coordinator.savepoint();
  coordinator.end();
  await rejects(savepoint, /the pipeline has ended/);
});

const share = (id: number): Share => ({ id, files: [{ name: 'x', bytes: 0, crc: 0 }], sources: {}, sinks: {} });

test('what is said of another checkpoint than the one under way changes nothing', async () => {
  const { barrier, barriers, saved, store, complete } = await begun();
  await saved(1);
  coordinator.committed(7);
  await new Promise((resolve) => setTimeout(resolve, 30));
  equal(barriers.length, 1);
  coordinator.committed(1);
  await barrier(2);
  await coordinator.acknowledge(share(1));
  coordinator.decline(1, new Fault('checkpoint-failed', 'too late'));
  deepEqual([complete, store.kept.map(({ metadata }) => metadata.id)], [[1], [1]]);
  await saved(2);
});

test('a savepoint waits until the sinks have shown what is in the checkpoint before it', async () => {
  const { barrier, barriers, saved } = await begun({ intervalMs: 5 });
  await saved(1);
  const savepoint = coordinator.savepoint();
  await new Promise((resolve) => setTimeout(resolve, 20));
  equal(barriers.length, 1);
  coordinator.committed(1);
  match((await barrier(2)).folder!, /savepoint-2$/);
  await saved(2);
  equal((await savepoint).metadata.id, 2);
});

test('a checkpoint that becomes complete while the attempt ends is kept, and no sink hears of it; no other one begins', async () => {
  const { barrier, barriers, store, complete } = await begun();
  const { id, folder } = await barrier(1);
  mkdirSync(folder!);
  const completing = coordinator.acknowledge(share(id));
  coordinator.end();
  await completing;
  coordinator.committed(id);
  await new Promise((resolve) => setTimeout(resolve, 30));
  deepEqual([complete, barriers.length, store.kept.map(({ metadata }) => metadata.id)], [[], 1, [1]]);
});

test('once the attempt is over no further checkpoint is begun', async () => {
  const { barrier } = await begun();
  await barrier(1);
  vi.useFakeTimers();
  try {
    coordinator.end();
    equal(vi.getTimerCount(), 0);
  } finally {
    vi.useRealTimers();
  }
});

test('a checkpoint that could not be completed after it had expired is told of once', async () => {
  const { barrier, failed, store, faults } = await begun({ timeoutMs: 30 });
  let refuse = (_: Fault): void => undefined;
  store.complete = () => new Promise((_, reject) => (refuse = reject));
  const completing = coordinator.acknowledge(share((await barrier(1)).id));
  await failed;
  refuse(new Fault('checkpoint-failed', 'the disk is full'));
  await completing;
  equal(faults.length, 1);
});

test('a checkpoint that could not be completed after the attempt has ended is no failure of it', async () => {
  const { barrier, store, faults } = await begun();
  let refuse = (_: Fault): void => undefined;
  store.complete = () => new Promise((_, reject) => (refuse = reject));
  const completing = coordinator.acknowledge(share((await barrier(1)).id));
  coordinator.end();
  refuse(new Fault('checkpoint-failed', 'the disk is full'));
  await completing;
  deepEqual(faults, []);
});

test('once the attempt has ended no timer of its checkpoints is left', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await begun({ intervalMs: 60_000 });
    coordinator.savepoint().catch(() => undefined);
    await Promise.resolve();
    const before = vi.getTimerCount();
    coordinator.end();
    deepEqual([before, vi.getTimerCount()], [1, 0]);
  } finally {
    vi.useRealTimers();
  }
});

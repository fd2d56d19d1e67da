import { deepEqual, equal } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import type { Barrier } from '../../../engine/checkpoints/barrier.ts';
import { BarrierCuts } from '../../../engine/runtime/barrier-cuts.ts';
import type { Flow } from '../../../engine/runtime/barrier-cuts.ts';
import type { Chain } from '../../../engine/runtime/entries.ts';
import type { FromWorker } from '../../../engine/runtime/protocol.ts';
import { Fault } from '../../../engine/fault.ts';
import { copyNumbers } from '../../../engine/state/snapshot-memory.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Three megabytes: a snapshot of them takes memory of four, which is made ready in as many steps. */
const NUMBERS = new Float64Array(3 * 2 ** 17).fill(7);
const STEPS = 4;

interface Cutting {
  readonly cuts: BarrierCuts;
  /** What happened, each with the turns of the loop that had gone by then. */
  readonly log: [what: string, turns: number][];
  readonly turns: () => number;
  readonly posted: FromWorker[];
  /** What snapshots were copied into. */
  readonly memory: ArrayBufferLike[];
  readonly barrier: (id: number, changes?: Partial<Barrier>) => Barrier;
  answered(count: number): Promise<void>;
}

/** Cuts through a chain of one operator with a large state, with `ends`, and, where they are given, through keyed subtasks. */
function cutting(keyed: Flow['keyed'] = null, log: Cutting['log'] = [], ends: Partial<Chain> = {}): Cutting {
  let turns = 0;
  const posted: FromWorker[] = [];
  const memory: ArrayBufferLike[] = [];
  let heard = (): void => undefined;
  const turn = (): unknown => setImmediate(() => (turns++, turn())).unref();
  turn();
  const snapshot = () => {
    const copy = copyNumbers(NUMBERS);
    if (copy !== NUMBERS) memory.push(copy.buffer);
    return { copy };
  };
  const states: Chain['states'] = new Map([['a', { operator: { snapshot, restore: () => undefined } }]]);
  const chain = { sources: [], sinks: [], rejectStores: [], states, ...ends } as unknown as Chain;
  const whenStill = (work: () => void): void => {
    log.push(['still', turns]);
    work();
  };
  const post = (message: FromWorker): void => {
    posted.push(message);
    heard();
  };
  const folder = temporaryFolder();
  const cuts = new BarrierCuts(chain, { keyed, whenStill }, { post });
  return {
    cuts,
    log,
    turns: () => turns,
    posted,
    memory,
    barrier: (id, changes) => ({ id, folder, isLast: false, ...changes }),
    answered: (count) => {
      const answers = new Promise<void>((resolve) => {
        heard = () => void (count <= posted.length && setImmediate(resolve));
        heard();
      });
      return Promise.race([answers, cuts.failure]);
    },
  };
}

test('the memory that a cut needs is made ready in turns between which rows go on, and is what it copies into', async () => {
  const { cuts, log, turns, posted, memory, barrier, answered } = cutting();
  cuts.take(barrier(1));
  await answered(1);
  const before = turns();
  cuts.take(barrier(2));
  await answered(2);
  deepEqual(
    posted.map(({ type }) => type),
    ['acknowledged', 'acknowledged'],
  );
  const [first, second] = log;
  equal(STEPS <= first![1], true, `only ${first![1]} turns went by`);
  // What nothing was copied over is as it was made ready; the second cut has the memory of the first, and waits for no turn.
  deepEqual([new Uint8Array(memory[0]!)[(STEPS - 1) * 2 ** 20], memory[1] === memory[0]], [1, true]);
  equal(second![1], before);
});

test('a barrier that keeps no state needs no memory and writes none: the cut is there at once', async () => {
  const { cuts, log, memory, posted, barrier, answered } = cutting();
  cuts.take(barrier(1, { folder: null }));
  deepEqual([log, memory], [[['still', 0]], []]);
  await answered(1);
  deepEqual(posted, [{ type: 'acknowledged', share: { id: 1, files: [], sources: {}, sinks: {} } }]);
});

test('nothing is cut before the keyed subtasks have their memory too, and rows go on until then', async () => {
  const log: Cutting['log'] = [];
  let prepared = (): void => undefined;
  const keyed: Flow['keyed'] = {
    prepare: () => {
      log.push(['prepare', 0]);
      return new Promise((resolve) => (prepared = resolve));
    },
    save: () => {
      log.push(['save', 0]);
      return Promise.resolve([]);
    },
  };
  const { cuts, barrier, answered } = cutting(keyed, log);
  cuts.take(barrier(1));
  for (let i = 0; i < 3 * STEPS; i++) await new Promise((resolve) => setImmediate(resolve));
  const before = log.map(([what]) => what);
  prepared();
  await answered(1);
  deepEqual([before, log.map(([what]) => what)], [['prepare'], ['prepare', 'still', 'save']]);
});

test('what ends while memory is made ready neither cuts nor waits', async () => {
  const { cuts, log, turns, posted, barrier } = cutting();
  cuts.take(barrier(1));
  const before = turns();
  await cuts.end();
  deepEqual([log, posted], [[], []]);
  equal(turns() - before < STEPS, true, `${turns() - before} turns went by`);
});

test('what ends while its keyed subtasks have not answered, and cannot any more, neither cuts nor waits', async () => {
  let refuse = (_: Fault): void => undefined;
  const keyed: Flow['keyed'] = {
    prepare: () => new Promise((_, reject) => (refuse = reject)),
    save: () => Promise.reject(new Error('it was asked to save')),
  };
  const { cuts, log, posted, barrier } = cutting(keyed);
  cuts.take(barrier(1));
  for (let i = 0; i < 3 * STEPS; i++) await new Promise((resolve) => setImmediate(resolve));
  const ended = cuts.end();
  refuse(new Fault('conflict', 'the pipeline has ended'));
  await ended;
  deepEqual([log, posted], [[], []]);
});

test('of two barriers at once the second is declined', async () => {
  const { cuts, posted, barrier, answered } = cutting();
  cuts.take(barrier(1));
  cuts.take(barrier(2));
  await answered(2);
  deepEqual(
    posted.map((message) => [message.type, message.type === 'declined' ? message.fault.message : null]),
    [
      ['declined', 'checkpoint 2 was declined: the one before is still being written'],
      ['acknowledged', null],
    ],
  );
});

/** Keyed subtasks that have nothing to save, and write down what they are asked. */
function asked(changes: Partial<NonNullable<Flow['keyed']>> = {}) {
  const questions: string[] = [];
  const keyed: Flow['keyed'] = {
    prepare: () => Promise.resolve(void questions.push('prepare')),
    save: () => Promise.resolve((questions.push('save'), [])),
    ...changes,
  };
  return { keyed, questions };
}

test('state that cannot be written fails the checkpoint, here or in a keyed subtask, and the next one is taken', async () => {
  let fault: Fault | null = null;
  const { keyed } = asked({ save: () => (fault ? Promise.reject(fault) : Promise.resolve([])) });
  const { cuts, posted, barrier, answered } = cutting(keyed);
  const taken = join(temporaryFolder(), 'a-file');
  writeFileSync(taken, '');
  cuts.take(barrier(1, { folder: join(taken, 'x') }));
  await answered(1);
  fault = new Fault('checkpoint-failed', 'the disk is full');
  cuts.take(barrier(2));
  await answered(2);
  fault = null;
  cuts.take(barrier(3, { folder: temporaryFolder() }));
  await answered(3);
  deepEqual(
    posted.map((each) => [each.type, each.type === 'declined' ? [each.id, each.fault.code] : null]),
    [
      ['declined', [1, 'checkpoint-failed']],
      ['declined', [2, 'checkpoint-failed']],
      ['acknowledged', null],
    ],
  );
});

test('a share counts once the rejected rows before it are on the disk, and is shown by every sink once it is complete', async () => {
  const events: string[] = [];
  let synced = (): void => undefined;
  const store = { sync: () => new Promise<void>((resolve) => (synced = resolve)) };
  const sinks = ['x', 'y'].map((id) => ({
    node: { id },
    sink: {
      prepareCommit: () => Promise.resolve(null),
      commit: (checkpoint: number) => Promise.resolve(void events.push(`${id} shows ${checkpoint}`)),
    },
  }));
  const ends = { rejectStores: [store], sinks } as unknown as Partial<Chain>;
  const { cuts, posted, barrier, answered } = cutting(null, [], ends);
  cuts.take(barrier(1, { folder: null }));
  await new Promise((resolve) => setImmediate(resolve));
  const before = posted.length;
  synced();
  await answered(1);
  cuts.complete(1);
  await answered(2);
  deepEqual(
    [before, posted.map(({ type }) => type), events],
    [0, ['acknowledged', 'committed'], ['x shows 1', 'y shows 1']],
  );
});

test('after the end a barrier asks for nothing, and no sink shows anything', async () => {
  const events: string[] = [];
  const sink = { commit: () => Promise.resolve(void events.push('shown')) };
  const { keyed, questions } = asked();
  const { cuts, posted, barrier } = cutting(keyed, [], { sinks: [{ sink }] } as unknown as Partial<Chain>);
  await cuts.end();
  cuts.take(barrier(1));
  cuts.complete(1);
  for (let i = 0; i < 3 * STEPS; i++) await new Promise((resolve) => setImmediate(resolve));
  deepEqual([questions, events, posted], [[], [], []]);
});

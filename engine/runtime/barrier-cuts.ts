import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Barrier, Share } from '../checkpoints/barrier.ts';
import { writeState } from '../checkpoints/state-file.ts';
import type { StateFile } from '../checkpoints/metadata.ts';
import { describeFault, Fault } from '../fault.ts';
import { DurableFiles } from '../files/durable.ts';
import type { Sink, SinkState } from '../sinks/sink.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { SnapshotMemory } from '../state/snapshot-memory.ts';
import type { Cuts } from './commits.ts';
import type { Chain } from './entries.ts';
import type { KeyedSubtasks } from './parallel/keyed-subtasks.ts';
import { snapshotOf } from './snapshot-of.ts';
import type { SubtaskPort } from './subtask.ts';

/** The state of all that the first subtask keeps. */
const STATE_NAME = 'subtask-0.state';

/** How rows go on beyond the chain. */
export interface Flow {
  /** Null where all is done in this thread. */
  readonly keyed: Pick<KeyedSubtasks, 'prepare' | 'save'> | null;
  /** Calls `work` once nothing is under way to other threads or back. */
  whenStill(work: () => void): void;
}

/**
 * Takes a subtask's share of the checkpoints of its job. A barrier comes between two batches, and waits until nothing is under way: then
 * every row that was read has gone through every operator and into every sink, so saving all of it in that one turn is the cut. What was saved is written while
 * rows go on; then the share is acknowledged, and once the checkpoint is complete, the sinks show what is in it.
 */
export class BarrierCuts implements Cuts {
  readonly #chain: Chain;
  readonly #flow: Flow;
  readonly #port: Pick<SubtaskPort, 'post'>;
  readonly #files = new DurableFiles({ code: 'checkpoint-failed', title: 'checkpoint' });
  readonly #memory = new SnapshotMemory();
  readonly failure: Promise<never>;
  #fail!: (error: unknown) => void;
  #running: Promise<void> | null = null;
  #lastDone!: () => void;
  readonly #last = new Promise<void>((resolve) => (this.#lastDone = resolve));
  #lastId = -1;
  #giveUpWaiting: () => void = () => undefined;
  #isEnded = false;

  constructor(chain: Chain, flow: Flow, port: Pick<SubtaskPort, 'post'>) {
    this.#chain = chain;
    this.#flow = flow;
    this.#port = port;
    this.failure = new Promise<never>((_, reject) => (this.#fail = reject));
    // Who is interested takes the failure from `failure`; without anybody it is not an unhandled rejection.
    this.failure.catch(() => undefined);
  }

  begin(): void {
    // The coordinator begins once it hears that the subtask runs.
  }

  /** A barrier has come. */
  take(barrier: Barrier): void {
    if (this.#isEnded) return;
    if (this.#running !== null) {
      const message = `checkpoint ${barrier.id} was declined: the one before is still being written`;
      this.#port.post({ type: 'declined', id: barrier.id, fault: { code: 'checkpoint-failed', message } });
      return;
    }
    if (barrier.isLast) this.#lastId = barrier.id;
    this.#run(this.#shareOnceReady(barrier));
  }

  /** Checkpoint `id` is complete. */
  complete(id: number): void {
    if (this.#isEnded) return;
    this.#run(this.#commit(id));
  }

  /** All rows are in: settles once the last checkpoint is complete and committed. */
  async last(isFinished: boolean): Promise<void> {
    await this.#running;
    this.#port.post({ type: 'drained', isFinished });
    await Promise.race([this.#last, this.failure]);
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    this.#giveUpWaiting();
    await this.#running;
  }

  #run(work: Promise<void>): void {
    const running = work.catch(this.#fail).finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
  }

  async #shareOnceReady(barrier: Barrier): Promise<void> {
    if (barrier.folder !== null) await this.#makeReady();
    if (!this.#isEnded) await this.#shareWhenStill(barrier);
  }

  /** While rows still go on: the cut itself must not wait for the system to give memory, in any thread. */
  async #makeReady(): Promise<void> {
    // Subtasks that end meanwhile end this one too, and need nothing made ready.
    const others = this.#flow.keyed?.prepare().catch(faultOnly);
    for (const _ of this.#memory.makeReady(() => snapshotOf(this.#chain))) {
      await nextTurn();
      if (this.#isEnded) return;
    }
    await others;
  }

  #shareWhenStill(barrier: Barrier): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#giveUpWaiting = resolve;
      this.#flow.whenStill(() => {
        if (!this.#isEnded) void this.#share(barrier).then(resolve, reject);
      });
    });
  }

  async #share(barrier: Barrier): Promise<void> {
    // All in this turn, before any further row is received: that makes it one cut.
    const sources = Object.fromEntries(this.#chain.sources.map(({ node, source }) => [node.id, source.position()]));
    const keyed = this.#flow.keyed?.save(barrier).catch(faultOnly) ?? [];
    const snapshot = barrier.folder === null ? null : this.#memory.take(() => snapshotOf(this.#chain));
    const prepared = this.#chain.sinks.map(({ node, sink }) => prepare(node.id, sink, barrier));
    const rejects = this.#chain.rejectStores.map((store) => store.sync());
    const written = Promise.all([this.#write(barrier, snapshot), keyed]);
    const [[own, others], states] = await Promise.all([written, Promise.all(prepared), ...rejects]);
    const failure = [own, others].find((each) => each instanceof Fault);
    if (failure !== undefined || own instanceof Fault || others instanceof Fault) {
      this.#port.post({ type: 'declined', id: barrier.id, fault: describeFault(failure) });
      return;
    }
    const files = [own, ...others].filter((file) => file !== null);
    const sinks = Object.fromEntries(states.filter((each): each is [string, SinkState] => each[1] !== null));
    const share: Share = { id: barrier.id, files, sources, sinks };
    this.#port.post({ type: 'acknowledged', share });
  }

  /** That state cannot be written fails the checkpoint, not yet the job. */
  async #write({ folder }: Barrier, snapshot: Snapshot | null): Promise<StateFile | Fault | null> {
    if (folder === null || snapshot === null) return null;
    try {
      return await writeState(this.#files, { folder, name: STATE_NAME }, snapshot);
    } catch (error) {
      return faultOnly(error);
    }
  }

  async #commit(id: number): Promise<void> {
    await Promise.all(this.#chain.sinks.map(({ sink }) => sink.commit(id)));
    this.#port.post({ type: 'committed', id });
    if (id === this.#lastId) this.#lastDone();
  }
}

/** A Fault is an answer; anything else is thrown. */
function faultOnly(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

async function prepare(id: string, sink: Sink, barrier: Barrier): Promise<[string, SinkState | null]> {
  return [id, await sink.prepareCommit(barrier.id, barrier.isLast)];
}

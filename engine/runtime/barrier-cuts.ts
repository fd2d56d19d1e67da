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
import type { FromWorker } from './protocol.ts';

/**
 * Takes a subtask's share of the checkpoints of its job. A barrier comes between two batches, where every row that was read has gone
 * through every operator and into every sink: so saving all of it in that one turn is the cut. What was saved is written while
 * rows go on; then the share is acknowledged, and once the checkpoint is complete, the sinks show what is in it.
 */
export class BarrierCuts implements Cuts {
  readonly #chain: Chain;
  readonly #name: string;
  readonly #post: (message: FromWorker) => void;
  readonly #files = new DurableFiles({ code: 'checkpoint-failed', title: 'checkpoint' });
  readonly #memory = new SnapshotMemory();
  readonly failure: Promise<never>;
  #fail!: (error: unknown) => void;
  #running: Promise<void> | null = null;
  #lastDone!: () => void;
  readonly #last = new Promise<void>((resolve) => (this.#lastDone = resolve));
  #lastId = -1;
  #isEnded = false;

  constructor(chain: Chain, subtask: number, post: (message: FromWorker) => void) {
    this.#chain = chain;
    this.#name = `subtask-${subtask}.state`;
    this.#post = post;
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
      this.#post({ type: 'declined', id: barrier.id, fault: { code: 'checkpoint-failed', message } });
      return;
    }
    if (barrier.isLast) this.#lastId = barrier.id;
    this.#run(this.#share(barrier));
  }

  /** Checkpoint `id` is complete. */
  complete(id: number): void {
    if (this.#isEnded) return;
    this.#run(this.#commit(id));
  }

  /** All rows are in: settles once the last checkpoint is complete and committed. */
  async last(isFinished: boolean): Promise<void> {
    await this.#running;
    this.#post({ type: 'drained', isFinished });
    await Promise.race([this.#last, this.failure]);
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#running;
  }

  #run(work: Promise<void>): void {
    const running = work.catch(this.#fail).finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
  }

  async #share(barrier: Barrier): Promise<void> {
    // All in this turn, before any further row is received: that makes it one cut.
    const sources = Object.fromEntries(this.#chain.sources.map(({ node, source }) => [node.id, source.position()]));
    const snapshot = barrier.folder === null ? null : this.#memory.take(() => this.#snapshot());
    const prepared = this.#chain.sinks.map(({ node, sink }) => prepare(node.id, sink, barrier));
    const rejects = this.#chain.rejectStores.map((store) => store.sync());
    const [file, states] = await Promise.all([this.#write(barrier, snapshot), Promise.all(prepared), ...rejects]);
    if (file instanceof Fault) {
      this.#post({ type: 'declined', id: barrier.id, fault: describeFault(file) });
      return;
    }
    const sinks = Object.fromEntries(states.filter((each): each is [string, SinkState] => each[1] !== null));
    const share: Share = { id: barrier.id, file, sources, sinks };
    this.#post({ type: 'acknowledged', share });
  }

  #snapshot(): Snapshot {
    const nodes = [...this.#chain.states].map(([id, parts]) => [
      id,
      Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.snapshot()])),
    ]);
    return Object.fromEntries(nodes) as Snapshot;
  }

  /** That state cannot be written fails the checkpoint, not yet the job. */
  async #write({ folder }: Barrier, snapshot: Snapshot | null): Promise<StateFile | Fault | null> {
    if (folder === null || snapshot === null) return null;
    try {
      return await writeState(this.#files, { folder, name: this.#name }, snapshot);
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  async #commit(id: number): Promise<void> {
    await Promise.all(this.#chain.sinks.map(({ sink }) => sink.commit(id)));
    this.#post({ type: 'committed', id });
    if (id === this.#lastId) this.#lastDone();
  }
}

async function prepare(id: string, sink: Sink, barrier: Barrier): Promise<[string, SinkState | null]> {
  return [id, await sink.prepareCommit(barrier.id, barrier.isLast)];
}

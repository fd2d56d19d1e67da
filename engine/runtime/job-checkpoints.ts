import type { Barrier, RestoreOrder } from '../checkpoints/barrier.ts';
import { Coordinator } from '../checkpoints/coordinator.ts';
import { matching, savedNodes } from '../checkpoints/definitions.ts';
import { CheckpointStore, readCheckpoint } from '../checkpoints/store.ts';
import type { StoredCheckpoint } from '../checkpoints/store.ts';
import type { Plan } from '../document/plan.ts';
import type { FaultDescription } from '../fault.ts';
import { Fault } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import type { CheckpointStatus } from './status.ts';

/** Where a job keeps its checkpoints, and what it begins with. */
export interface StateOptions {
  /** The folder of its checkpoints; made if it is not there. */
  readonly folder: string;
  /** The folder of a savepoint or checkpoint to start from, where there is nothing to go on with in `folder`. */
  readonly from?: string | null;
  /** Whether state of nodes that the document no longer has may be left behind. */
  readonly allowsGone?: boolean;
  /** Whether a job whose sources have all ended begins from the start when it is started once more; else there is nothing to do. */
  readonly beginsAgain?: boolean;
  /** Whether nothing is kept once the run is over: then the checkpoints are only for its restarts. */
  readonly isTemporary?: boolean;
}

/** What an attempt is to begin with. */
export interface Beginning {
  readonly restore: RestoreOrder | null;
  readonly isRestart: boolean;
}

/** The checkpoints of one run of a job, over all its attempts. */
export class JobCheckpoints {
  readonly #plan: Plan;
  readonly #options: StateOptions;
  readonly #store: CheckpointStore;
  readonly #clock: Clock;
  readonly #warn: (message: string) => void;
  #coordinator: Coordinator | null = null;
  #from: StoredCheckpoint | null = null;
  #hasBegun = false;
  #lastKind: 'checkpoint' | 'savepoint' = 'checkpoint';
  #lastTaken: Promise<StoredCheckpoint | null> = Promise.resolve(null);

  constructor(plan: Plan, options: StateOptions, { clock, warn }: { clock: Clock; warn: (message: string) => void }) {
    this.#plan = plan;
    this.#options = options;
    this.#store = new CheckpointStore(options.folder);
    this.#clock = clock;
    this.#warn = warn;
  }

  /** Looks at what there is; gives false where the job has finished already and is not to begin again. */
  async open(): Promise<boolean> {
    const had = await this.#store.open((message) => this.#warn(message));
    const newest = this.#newest();
    if (had && !newest) throw noneLeft(this.#options.folder);
    if (newest?.metadata.isFinished === true) {
      if (this.#options.beginsAgain !== true) return false;
      for (const { folder, metadata } of this.#store.kept) {
        if (metadata.kind === 'checkpoint') await this.#store.remove(folder);
        this.#store.forget(folder);
      }
    }
    this.#hasBegun = this.#newest() !== null;
    const { from } = this.#options;
    if (!this.#hasBegun && from) this.#from = { folder: from, metadata: await readCheckpoint(from) };
    return true;
  }

  /** What the next attempt begins with: the newest checkpoint that can be read. */
  next(): Beginning {
    const stored = this.#newest() ?? this.#from;
    const isRestart = this.#hasBegun;
    this.#hasBegun = true;
    if (stored === null) return { restore: null, isRestart };
    const { folder } = stored;
    try {
      const metadata = matching(stored.metadata, this.#plan, this.#options.allowsGone === true);
      return { restore: { folder, metadata }, isRestart };
    } catch (error) {
      throw new Fault('checkpoint-failed', `cannot go on from ${folder}: ${(error as Fault).message}`, {
        cause: error,
      });
    }
  }

  /** The newest checkpoint turned out to be damaged: the one before has to do. A Fault where there is none. */
  giveUpNewest(fault: FaultDescription): void {
    const newest = this.#newest();
    if (!newest) throw new Fault(fault.code, fault.message);
    this.#warn(fault.message);
    this.#store.forget(newest.folder);
    if (!this.#newest() && !this.#from) throw noneLeft(this.#options.folder);
  }

  /** Begins to take checkpoints of an attempt that runs. */
  attend(send: (message: ToWorker) => void, onChange: () => void): void {
    const { name, settings } = this.#plan;
    const subject = { pipeline: name, nodes: savedNodes(this.#plan), settings: settings.checkpoint };
    this.#coordinator = new Coordinator(
      subject,
      { store: this.#store, clock: this.#clock },
      {
        sendBarrier: (barrier: Barrier) => send({ type: 'barrier', barrier }),
        sendComplete: (id) => send({ type: 'complete', id }),
        fail: ({ code, message }) => send({ type: 'fail', fault: { code, message } }),
        onCompleted: onChange,
      },
    );
    this.#coordinator.begin();
  }

  take(message: FromWorker): void {
    const coordinator = this.#coordinator;
    if (message.type === 'acknowledged') void coordinator?.acknowledge(message.share);
    else if (message.type === 'declined')
      coordinator?.decline(message.id, new Fault(message.fault.code, message.fault.message));
    else if (message.type === 'committed') coordinator?.committed(message.id);
    else if (message.type === 'drained' && coordinator) {
      this.#lastTaken = coordinator.last(message.isFinished, message.isFinished ? 'checkpoint' : this.#lastKind);
      this.#lastTaken.catch(() => undefined);
    }
  }

  /** Takes a savepoint while the job goes on. */
  savepoint(): Promise<StoredCheckpoint> {
    if (!this.#coordinator) throw new Fault('conflict', 'the pipeline does not run; start it first');
    return this.#coordinator.savepoint();
  }

  /** The last checkpoint is to be a savepoint, which stays. */
  endWithSavepoint(): void {
    this.#lastKind = 'savepoint';
  }

  /** The last checkpoint, once the attempt has ended. */
  last(): Promise<StoredCheckpoint | null> {
    return this.#lastTaken;
  }

  /** The attempt has ended. */
  leave(): void {
    this.#coordinator?.end();
    this.#coordinator = null;
  }

  /** The run is over. */
  async end(): Promise<void> {
    if (this.#options.isTemporary === true) await this.#store.destroy();
  }

  statuses(): readonly CheckpointStatus[] {
    return this.#store.kept.map(({ folder, metadata: { id, kind, takenAt, durationMs, bytes } }) => {
      return { id, kind, takenAt, durationMs, bytes, folder };
    });
  }

  #newest(): StoredCheckpoint | null {
    return this.#store.kept.at(-1) ?? null;
  }
}

function noneLeft(folder: string): Fault {
  return new Fault(
    'checkpoint-failed',
    `none of the checkpoints in ${folder} can be read; remove the folder to start from the beginning, or give another one`,
  );
}

import type { Barrier, RestoreOrder } from '../checkpoints/barrier.ts';
import { Coordinator } from '../checkpoints/coordinator.ts';
import type { LeftBehind } from '../checkpoints/definitions.ts';
import { matching, savedNodes } from '../checkpoints/definitions.ts';
import { copySavepoint } from '../checkpoints/copy-savepoint.ts';
import { CheckpointStore, readCheckpoint } from '../checkpoints/store.ts';
import type { StoredCheckpoint } from '../checkpoints/store.ts';
import type { Plan } from '../document/plan.ts';
import type { FaultDescription } from '../fault.ts';
import { Fault } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import type { PauseReason } from '../sources/source.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** Where a job keeps its checkpoints, and what it begins with. */
export interface StateOptions {
  /** The folder of its checkpoints; made if it is not there. */
  readonly folder: string;
  /** The folder of a savepoint or checkpoint to start from, where there is nothing to go on with in `folder`. */
  readonly from?: string | null;
  /** The folder of a savepoint or checkpoint to go back to, whatever there is in `folder`. */
  readonly goesBackTo?: string | null;
  /** What may be left behind where the document has changed: nothing where it is not said. What is, is told by a warning. */
  readonly leaves?: LeftBehind;
  /** Whether to begin anew, with a warning, where no checkpoint can be read. */
  readonly beginsWithout?: boolean;
  /** Whether a job whose sources have all ended begins from the start when it is started once more; else there is nothing to do. */
  readonly beginsAgain?: boolean;
  /** Whether nothing is kept once the run is over: then the checkpoints are only for its restarts. */
  readonly isTemporary?: boolean;
  /** A folder for savepoints, also of the state in which it is stopped; without it they are in `folder`, and only those that are asked for. */
  readonly savepoints?: string | null;
  /** What has kept the pipeline from going on since its last checkpoint; sources that cannot be replayed tell it. */
  readonly pause?: PauseReason;
}

/** What an attempt is to begin with. */
export interface Beginning {
  readonly restore: RestoreOrder | null;
  readonly isRestart: boolean;
  readonly isOver: boolean;
}

/** The checkpoints of one run of a job, over all its attempts. */
export class JobCheckpoints {
  readonly #plan: Plan;
  readonly #options: StateOptions;
  readonly #store: CheckpointStore;
  readonly #clock: Clock;
  readonly #warn: (message: string) => void;
  /** What the next attempt is told of the last one. */
  #failure: PauseReason = 'pipeline failed';
  #coordinator: Coordinator | null = null;
  #from: StoredCheckpoint | null = null;
  #hasBegun = false;
  #attempts = 0;
  #lastKind: 'checkpoint' | 'savepoint' = 'checkpoint';
  #lastTaken: Promise<StoredCheckpoint | null> = Promise.resolve(null);

  constructor(plan: Plan, options: StateOptions, { clock, warn }: { clock: Clock; warn: (message: string) => void }) {
    this.#plan = plan;
    this.#options = options;
    this.#store = new CheckpointStore(options.folder);
    this.#clock = clock;
    this.#warn = warn;
  }

  /** Whether all rows are in the newest checkpoint. What its sinks had still to show then may not have been shown. */
  get isOver(): boolean {
    return this.#newest()?.metadata.isFinished === true;
  }

  /** Whether what is over begins again. */
  get beginsAgain(): boolean {
    return this.#options.beginsAgain === true;
  }

  /** Leaves what there is behind, but for savepoints, which are a person's. */
  async beginAgain(): Promise<void> {
    for (const { folder, metadata } of this.#store.kept) {
      if (metadata.kind === 'checkpoint') await this.#store.remove(folder);
      this.#store.forget(folder);
    }
    this.#hasBegun = false;
    this.#attempts = 0;
  }

  /** Looks at what there is. */
  async open(): Promise<void> {
    const had = await this.#store.open((message) => this.#warn(message));
    const { from, goesBackTo } = this.#options;
    if (goesBackTo) await this.#store.goBackTo({ folder: goesBackTo, metadata: await readCheckpoint(goesBackTo) });
    if (had && !this.#newest()) this.#goWithout();
    this.#hasBegun = this.#newest() !== null;
    if (!this.#hasBegun && from) this.#from = { folder: from, metadata: await readCheckpoint(from) };
  }

  /** What the next attempt begins with: the newest checkpoint that can be read. */
  next(): Beginning {
    const stored = this.#newest() ?? this.#from;
    const isRestart = this.#hasBegun;
    const pause = this.#attempts++ === 0 ? this.#options.pause : this.#failure;
    this.#hasBegun = true;
    if (stored === null) return { restore: null, isRestart, isOver: false };
    const { folder } = stored;
    const { isOver } = this;
    // Only the sinks have still something to do then.
    const leaves = isOver ? 'gone and changed' : (this.#options.leaves ?? 'nothing');
    try {
      const { metadata, gone, changed } = matching(stored.metadata, this.#plan, leaves);
      if (this.#attempts === 1 && !isOver) this.#tellLeft(gone, changed);
      return { restore: { folder, metadata, ...(pause && { pause }) }, isRestart, isOver };
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
    if (!this.#newest() && !this.#from) this.#goWithout();
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
    if (message.type === 'failed') this.#failure = message.fault.isDiskFull ? 'disk full' : 'pipeline failed';
    if (message.type === 'acknowledged') void coordinator?.acknowledge(message.share);
    else if (message.type === 'declined')
      coordinator?.decline(message.id, new Fault(message.fault.code, message.fault.message));
    else if (message.type === 'committed') coordinator?.committed(message.id);
    else if (message.type === 'drained' && coordinator) {
      this.#lastTaken = coordinator.last(message.isFinished, message.isFinished ? 'checkpoint' : this.#kindOfLast());
      this.#lastTaken.catch(() => undefined);
    }
  }

  /** Takes a savepoint while the job goes on. */
  async savepoint(): Promise<StoredCheckpoint> {
    if (!this.#coordinator) throw new Fault('conflict', 'the pipeline does not run; start it first');
    const stored = await this.#coordinator.savepoint();
    return this.#options.savepoints ? this.#moveSavepoint(stored, this.#options.savepoints) : stored;
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
  async end(isStopped: boolean): Promise<void> {
    try {
      if (isStopped && this.#options.savepoints) await this.#leaveSavepoint(this.#options.savepoints);
    } finally {
      if (this.#options.isTemporary === true) await this.#store.destroy();
    }
  }

  /** The complete ones, the oldest first. */
  stored(): readonly StoredCheckpoint[] {
    return this.#store.kept;
  }

  async #leaveSavepoint(parent: string): Promise<void> {
    const newest = this.#newest();
    if (newest === null) return this.#warn('it was stopped before there was anything to save');
    const isOnlySavepoint = newest.metadata.kind === 'savepoint';
    const { folder } = await (isOnlySavepoint ? this.#moveSavepoint(newest, parent) : copySavepoint(newest, parent));
    this.#warn(`savepoint: ${folder}`);
  }

  async #moveSavepoint(stored: StoredCheckpoint, parent: string): Promise<StoredCheckpoint> {
    // Where it cannot be copied it stays where it is: the next run goes on from there.
    const copy = await copySavepoint(stored, parent);
    this.#store.forget(stored.folder);
    await this.#store.remove(stored.folder);
    return copy;
  }

  #kindOfLast(): 'checkpoint' | 'savepoint' {
    // Where checkpoints keep nothing, only a savepoint has what is to be saved.
    const keepsNone = this.#plan.settings.checkpoint.mode === 'none';
    return keepsNone && this.#options.savepoints ? 'savepoint' : this.#lastKind;
  }

  /** No checkpoint can be read. */
  #goWithout(): void {
    const { folder, beginsWithout } = this.#options;
    if (beginsWithout !== true) throw noneLeft(folder);
    this.#hasBegun = false;
    this.#warn(`none of the checkpoints in ${folder} can be read, so it begins anew`);
  }

  #tellLeft(gone: string, changed: string): void {
    if (gone !== '') this.#warn(`the document no longer has ${gone}; what it knew is left behind`);
    if (changed !== '')
      this.#warn(`${changed} changed since the last run and begins anew; what it knew is left behind`);
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

import type { CheckpointSettings } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import type { Barrier, Share } from './barrier.ts';
import { CheckpointFailures } from './failures.ts';
import type { FailureReason } from './failures.ts';
import type { CheckpointMetadata, SavedNode } from './metadata.ts';
import type { CheckpointStore, StoredCheckpoint } from './store.ts';

/** How many checkpoints in a row may fail before the job does (Flink's default: none). */
const TOLERATED_FAILURES = 0;

/** What checkpoints are taken of. */
export interface CheckpointSubject {
  readonly pipeline: string;
  readonly nodes: readonly SavedNode[];
  readonly settings: CheckpointSettings;
}

/** Whom the coordinator of an attempt talks to. */
export interface CheckpointPort {
  sendBarrier(barrier: Barrier): void;
  /** The checkpoint is complete: the sinks may show what is in it. */
  sendComplete(id: number): void;
  /** The attempt has to fail: checkpoints do. */
  fail(fault: Fault): void;
  onCompleted(stored: StoredCheckpoint): void;
}

interface Pending {
  readonly barrier: Barrier;
  readonly kind: CheckpointMetadata['kind'];
  readonly isFinished: boolean;
  readonly takenAt: number;
  readonly begunAt: number;
  readonly settle: { resolve: (stored: StoredCheckpoint | null) => void; reject: (fault: Fault) => void };
  timer: NodeJS.Timeout | undefined;
  /** All of it is saved, and it is being made a checkpoint: nobody takes it away meanwhile. */
  isCompleting: boolean;
}

/** Takes the checkpoints of one attempt: one at a time, and the next one an interval after the last has been committed. */
export class Coordinator {
  readonly #subject: CheckpointSubject;
  readonly #store: CheckpointStore;
  readonly #clock: Clock;
  readonly #port: CheckpointPort;
  readonly #failures = new CheckpointFailures(TOLERATED_FAILURES);
  #timer: NodeJS.Timeout | undefined;
  #pending: Pending | null = null;
  #uncommitted: number | null = null;
  #waiting: (() => void)[] = [];
  #isOver = false;

  constructor(
    subject: CheckpointSubject,
    { store, clock }: { readonly store: CheckpointStore; readonly clock: Clock },
    port: CheckpointPort,
  ) {
    this.#subject = subject;
    this.#store = store;
    this.#clock = clock;
    this.#port = port;
  }

  /** Begins to take checkpoints, every interval. */
  begin(): void {
    this.#schedule();
  }

  /** Takes a savepoint as soon as the checkpoint under way, if any, is complete. */
  async savepoint(): Promise<StoredCheckpoint> {
    return (await this.#take('savepoint', { isLast: false, isFinished: false }))!;
  }

  /** All rows are in: takes the last checkpoint, after which the sinks are closed. Null where none is kept. */
  last(isFinished: boolean, kind: CheckpointMetadata['kind'] = 'checkpoint'): Promise<StoredCheckpoint | null> {
    return this.#take(kind, { isLast: true, isFinished });
  }

  /** A subtask's share has come. */
  async acknowledge(share: Share): Promise<void> {
    const pending = this.#pending;
    if (pending?.barrier.id !== share.id) return;
    pending.isCompleting = true;
    try {
      const stored = await this.#complete(pending, share);
      this.#uncommitted = share.id;
      this.#end(pending);
      this.#failures.succeeded(share.id);
      if (!this.#isOver) this.#port.sendComplete(share.id);
      if (stored) this.#port.onCompleted(stored);
      pending.settle.resolve(stored);
    } catch (error) {
      this.#abort(pending, 'io', error as Fault);
    }
  }

  /** A subtask could not save its share. */
  decline(id: number, fault: Fault): void {
    if (this.#pending?.barrier.id === id) this.#abort(this.#pending, 'declined', fault);
  }

  /** The sinks have shown what is in checkpoint `id`. */
  committed(id: number): void {
    if (this.#uncommitted !== id) return;
    this.#uncommitted = null;
    this.#release();
    this.#schedule();
  }

  /** The attempt is over; a checkpoint under way comes to nothing. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#pending) this.#abort(this.#pending, 'job failed', new Fault('conflict', 'the pipeline has ended'));
    this.#uncommitted = null;
    this.#release();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    this.#timer = setTimeout(() => {
      // Its failure is told by `fail`.
      this.#take('checkpoint', { isLast: false, isFinished: false }).catch(() => undefined);
    }, this.#subject.settings.intervalMs);
  }

  async #take(
    kind: CheckpointMetadata['kind'],
    { isLast, isFinished }: { readonly isLast: boolean; readonly isFinished: boolean },
  ): Promise<StoredCheckpoint | null> {
    clearTimeout(this.#timer);
    while (this.#pending !== null || this.#uncommitted !== null) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#isOver) throw new Fault('conflict', 'the pipeline has ended');
    const id = this.#store.nextId();
    const keepsNone = this.#subject.settings.mode === 'none' && kind === 'checkpoint';
    const barrier = { id, folder: keepsNone ? null : this.#store.folderOf(id, kind), isLast };
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        barrier,
        kind,
        isFinished,
        takenAt: this.#clock.now(),
        begunAt: this.#clock.monotonic(),
        settle: { resolve, reject },
        timer: undefined,
        isCompleting: false,
      };
      pending.timer = setTimeout(() => this.#expire(pending), this.#subject.settings.timeoutMs);
      this.#pending = pending;
      this.#port.sendBarrier(barrier);
    });
  }

  #expire(pending: Pending): void {
    const seconds = this.#subject.settings.timeoutMs / 1000;
    const message = `checkpoint ${pending.barrier.id} took longer than ${seconds} s; set checkpoint.timeout to more, or look for a slow disk`;
    this.#abort(pending, 'expired', new Fault('checkpoint-failed', message));
  }

  #abort(pending: Pending, reason: FailureReason, fault: Fault): void {
    if (this.#pending !== pending) return;
    this.#end(pending);
    const { id, folder } = pending.barrier;
    if (folder !== null && !pending.isCompleting) void this.#store.remove(folder);
    pending.settle.reject(fault);
    if (this.#failures.failed(id, reason)) this.#port.fail(fault);
    else this.#schedule();
    this.#release();
  }

  #end(pending: Pending): void {
    clearTimeout(pending.timer);
    if (this.#pending === pending) this.#pending = null;
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  async #complete({ barrier, ...pending }: Pending, share: Share): Promise<StoredCheckpoint | null> {
    if (barrier.folder === null) return null;
    const { kind, isFinished, takenAt, begunAt } = pending;
    const stored = await this.#store.complete({
      id: barrier.id,
      kind,
      takenAt,
      durationMs: this.#clock.monotonic() - begunAt,
      bytes: share.files.reduce((total, file) => total + file.bytes, 0),
      pipeline: this.#subject.pipeline,
      isFinished,
      nodes: this.#subject.nodes,
      files: share.files,
      sources: share.sources,
      sinks: Object.fromEntries(Object.entries(share.sinks).map(([id, state]) => [id, [state]])),
    });
    await this.#store.retain(this.#subject.settings.retained);
    return stored;
  }
}

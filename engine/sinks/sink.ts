import type { Receiver } from '../operators/operator.ts';
import type { Clock } from '../time/clock.ts';

/**
 * Where rows end. One subtask's share of a sink node.
 *
 * Order of calls: `open` once; then `receive`, with `prepareCommit` and `commit` in pairs between batches, as checkpoints
 * come; last either `finish` (all rows are in, commit everything), `abandon` (the job failed: what was
 * prepared and committed stays, what came after is not committed) or `release`. Asynchronous calls never overlap each other,
 * but `receive` goes on while they run. A failure of the background work is thrown by the next asynchronous call and by `room`.
 */
export interface Sink extends Receiver {
  /**
   * Makes ready to write; throws a Fault that names what cannot be written. `restored`: what `prepareCommit` of the checkpoint gave that
   * the job goes on from, one for each former subtask; without any, the job begins from its start once more. What came after is taken
   * back, and what was prepared is committed.
   */
  open(restored?: readonly SinkState[]): Promise<void>;
  /** Null while it can take more; else settles once it can. The job waits for it before it reads on: this is backpressure. */
  room(): Promise<void> | null;
  /** Rows that it has received and not written yet; absent where there never are any. */
  queued?(): number;
  /** Makes everything received so far durable, and gives what a checkpoint has to keep to come back to this point. `isLast`: nothing comes after it. */
  prepareCommit(checkpoint: number, isLast?: boolean): Promise<SinkState | null>;
  /** The checkpoint is complete: what `prepareCommit` of it and of those before closed may be shown to readers. */
  commit(checkpoint: number): Promise<void>;
  /** The job was told to stop: `room` holds nobody up any more, and `finish` comes soon and is not to wait long for others. */
  hurry?(): void;
  finish(): Promise<void>;
  /** `reason` is what a person is told of the failure. */
  abandon(reason: string): Promise<void>;
  /** The attempt failed and another one goes on from a checkpoint: lets go of everything, and leaves it as it is. */
  release(): Promise<void>;
}

/** Plain data that travels in a checkpoint; only the sink that wrote it reads it. */
export type SinkState = Readonly<Record<string, unknown>>;

/** What a sink is given to work with. */
export interface SinkContext {
  /** The node, for messages: `sink "recording": …`. */
  readonly id: string;
  readonly subtask: number;
  readonly clock: Clock;
  warn(message: string): void;
}

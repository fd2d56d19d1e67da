import type { PlanInput } from '../document/plan.ts';
import type { FaultDescription } from '../fault.ts';
import type { StateSize } from '../operators/operator.ts';

/** The life of a job. A job that failed or was stopped can be started again. */
export type JobState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting'; readonly since: number }
  | { readonly kind: 'running'; readonly since: number }
  | { readonly kind: 'stopping'; readonly since: number }
  /** It failed and is started again, from its last checkpoint, at `nextAt`: that is attempt number `attempt`. */
  | {
      readonly kind: 'restarting';
      readonly since: number;
      readonly nextAt: number;
      readonly attempt: number;
      /** The node that failed; null where no node is to blame. */
      readonly node: string | null;
      readonly fault: FaultDescription;
    }
  /** All its sources have ended. */
  | { readonly kind: 'finished'; readonly at: number }
  | { readonly kind: 'failed'; readonly at: number; readonly fault: FaultDescription };

/** What is known of a job at one moment. Plain data: it travels to the window as it is. */
export interface JobStatus {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly state: JobState;
  readonly nodes: readonly NodeStatus[];
  readonly recording: RecordingStatus | null;
  /** Its complete checkpoints and savepoints, the oldest first. */
  readonly checkpoints: readonly CheckpointStatus[];
}

/** A complete checkpoint, or a savepoint, which stays until a person removes it. */
export interface CheckpointStatus {
  readonly id: number;
  readonly kind: 'checkpoint' | 'savepoint';
  /** Milliseconds since 1970 UTC. */
  readonly takenAt: number;
  readonly durationMs: number;
  readonly bytes: number;
}

/** A checkpoint for whoever may know where it lies. */
export interface SavedCheckpoint extends CheckpointStatus {
  readonly folder: string;
}

/** The counts of one node since the job was started, over all its subtasks. */
export interface NodeStatus {
  readonly id: string;
  readonly role: 'source' | 'operator' | 'sink';
  readonly type: string;
  /** Where its rows come from, in written order; a source has none. */
  readonly inputs: readonly PlanInput[];
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** Rows that came after all their windows were cleaned up. */
  readonly late: number;
  /** Rows that could not be read or computed. */
  readonly rejected: number;
  /** Rows that could not wait and were given up. */
  readonly dropped: number;
  /** Event time up to which its rows are complete; null before the first, or where there is no event time. */
  readonly watermark: number | null;
  /** Of a source with event time: how far its rows may come out of order, so by how much its watermark is behind its newest row. */
  readonly outOfOrdernessMs?: number;
  /** Shares of the last second, 0 to 1, which make 1 together: it worked, … */
  readonly busy: number;
  /** … it waited for nodes downstream, or for a full sink, … */
  readonly backpressured: number;
  /** … it waited for rows. All three are 0 while it does not run. */
  readonly idle: number;
  /** Rows in flight on its way in, or in its buffer, and their share of what may be there before its sources have to wait. */
  readonly queued: number;
  readonly queueFill: number;
  /** How much it keeps; null of a node that keeps nothing. */
  readonly state: StateSize | null;
}

/** A recording that is being made. */
export interface RecordingStatus {
  readonly name: string;
  readonly since: number;
  readonly rows: number;
  readonly bytes: number;
}

import type { FaultDescription } from '../fault.ts';

/** The life of a job. A job that failed or was stopped can be started again. */
export type JobState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting'; readonly since: number }
  | { readonly kind: 'running'; readonly since: number }
  | { readonly kind: 'stopping'; readonly since: number }
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
}

/** The counts of one node since the job was started, over all its subtasks. */
export interface NodeStatus {
  readonly id: string;
  readonly role: 'source' | 'operator' | 'sink';
  readonly type: string;
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
  /** Share of the last second spent working, 0 to 1. */
  readonly busy: number;
}

/** A recording that is being made. */
export interface RecordingStatus {
  readonly name: string;
  readonly since: number;
  readonly rows: number;
  readonly bytes: number;
}

import type { Barrier, RestoreOrder, Share } from '../checkpoints/barrier.ts';
import type { Row } from '../data/rows.ts';
import type { Schema } from '../data/types.ts';
import type { Plan, PlanInput } from '../document/plan.ts';
import type { FaultDescription } from '../fault.ts';
import type { SensorCost } from '../sensors/sensor-cost.ts';
import type { SourceGap } from '../sources/source.ts';
import type { StateSize } from '../operators/operator.ts';
import type { HeldSpan } from '../trial/held-rows.ts';
import type { Held } from '../trial/row-keeper.ts';
import type { TrialStart, TriedSink } from '../trial/trial-order.ts';
import type { SourceEnd } from '../trial/trial-source.ts';
import type { ProgramParts } from './program-part.ts';

/** What the first subtask of a job is started with. */
export interface SubtaskStart {
  readonly plan: Plan;
  /** The document that the plan was made from: it goes into the manifests of what the sinks write. */
  readonly documentText: string;
  readonly subtask: number;
  /** Whether anybody looks at charts: on the command line nobody does. */
  readonly hasScreen: boolean;
  /** The chart sink of which somebody follows every point, none skipped. */
  readonly followed?: string | undefined;
  /** What of the plan is code of the program; never in a worker. */
  readonly programs?: ProgramParts;
  /** Where the plan is only tried: what its sources and sinks are replaced by. */
  readonly trial?: TrialStart;
  /** Whether somebody takes checkpoints of it, and decides what happens when it fails; else it commits and fails by itself. */
  readonly isCoordinated?: boolean;
  /** The checkpoint that it goes on from; null: from the start. */
  readonly restore?: RestoreOrder | null;
  /** Whether an attempt before it, of the same job, may have left something behind. */
  readonly isRestart?: boolean;
  /** Whether all rows are in that checkpoint: nothing is read, and the sinks show what it has and are closed. */
  readonly isOver?: boolean;
}

/** What the main thread tells a worker. */
export type ToWorker =
  /** Stop reading, commit everything, answer `ended`. Windows that are open do not fire: their rows are not all there. */
  | { readonly type: 'stop' }
  | { readonly type: 'barrier'; readonly barrier: Barrier }
  /** A checkpoint is complete: the sinks show what is in it, and answer `committed`. */
  | { readonly type: 'complete'; readonly id: number }
  /** The answer to `failing`: whether another attempt follows. */
  | { readonly type: 'giveUp'; readonly isFinal: boolean }
  /** It has to fail, for a reason that it does not know. */
  | { readonly type: 'fail'; readonly fault: FaultDescription }
  | { readonly type: 'startRecording'; readonly recording: RecordingOrder }
  | { readonly type: 'stopRecording' }
  /** Make a recording of the rows of the last minutes; answered by a `recentKept` of the same number. */
  | { readonly type: 'keepRecent'; readonly number: number; readonly recording: RecordingOrder }
  /** Read the dearest sensors half as often, so many times over. */
  | { readonly type: 'thin'; readonly level: number }
  /** Answered by a `tapped` of the same number. */
  | { readonly type: 'tap'; readonly number: number; readonly order: TapOrder }
  /** Hold the last rows of the sources from now on; answered by a `held` of the same number. */
  | { readonly type: 'hold'; readonly number: number; readonly wants: 'span' | 'rows' }
  /** The `points`, `followed`, `notices` or `console` message was taken: the next one may come. */
  | { readonly type: 'taken'; readonly outlet: 'points' | 'followed' | 'notices' | 'console' };

/** What a worker tells the main thread. */
export type FromWorker =
  | { readonly type: 'running' }
  | {
      readonly type: 'counts';
      /** Milliseconds from an arbitrary start. */
      readonly at: number;
      readonly nodes: readonly NodeCounts[];
      readonly recording: RecordingCounts | null;
      readonly sensors: readonly SensorCost[];
    }
  | { readonly type: 'points'; readonly points: readonly ChartPoints[] }
  | { readonly type: 'followed'; readonly points: readonly ChartPoints[] }
  | { readonly type: 'notices'; readonly notices: readonly Notice[] }
  | { readonly type: 'console'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'warning'; readonly node: string; readonly message: string }
  | { readonly type: 'gap'; readonly gap: SourceGap }
  | { readonly type: 'recordingStarted'; readonly fault: FaultDescription | null }
  | { readonly type: 'recordingEnded'; readonly fault: FaultDescription | null }
  | { readonly type: 'recentKept'; readonly number: number; readonly answer: KeptSpan | FaultDescription }
  | { readonly type: 'tapped'; readonly number: number; readonly answer: TappedRows | FaultDescription }
  | { readonly type: 'held'; readonly number: number; readonly answer: HeldSpan | Held }
  /** Of a plan that is only tried: a source has no more rows for it, and what came to a sink. */
  | { readonly type: 'triedSource'; readonly id: string; readonly end: SourceEnd }
  | { readonly type: 'triedSink'; readonly sink: TriedSink }
  /** Its share of a checkpoint is durable; or could not be made so. */
  | { readonly type: 'acknowledged'; readonly share: Share }
  | { readonly type: 'declined'; readonly id: number; readonly fault: FaultDescription }
  | { readonly type: 'committed'; readonly id: number }
  /** No more rows come, because all sources have ended or it was told to stop: the last checkpoint is due. */
  | { readonly type: 'drained'; readonly isFinished: boolean }
  /** It fails; waits for `giveUp`. */
  | { readonly type: 'failing'; readonly fault: FaultDescription }
  /** All sources have ended or it was told to stop; every sink has committed. The last message. */
  | { readonly type: 'ended'; readonly stopped: boolean }
  /** The attempt failed; what was committed stays. The last message. */
  | { readonly type: 'failed'; readonly fault: FaultDescription };

/** A recording to make of the rows of the job's first source. */
export interface RecordingOrder {
  /** Absolute; made if it is not there. */
  readonly folder: string;
  readonly name: string;
  readonly format: 'ndjson' | 'csv' | 'parquet';
  /** Who knows it can read the recording; without one everybody can. */
  readonly passphrase?: string;
}

/** What a recording that was made after the fact holds: rows, and from when to when they came. */
export interface KeptSpan {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

export interface RecordingCounts {
  readonly rows: number;
  readonly bytes: number;
}

/** Which rows a person wants to see: those that a node gives, its late rows, or its open windows as rows of start, end and keys. Of a sink: those that it is given. */
export interface TapOrder {
  readonly node: string;
  readonly output: PlanInput['output'] | 'windows';
}

/** The last rows of an edge, oldest first; no columns where there was no row yet. */
export interface TappedRows {
  readonly columns: Schema;
  readonly rows: readonly Row[];
}

/** The counters of one node of one subtask. */
export interface NodeCounts {
  readonly id: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly late: number;
  readonly rejected: number;
  readonly dropped: number;
  /** -Infinity before the first. */
  readonly watermark: number;
  /** Milliseconds from an arbitrary start in which it could work, of all its subtasks together: what the thread itself needed is left out. */
  readonly at: number;
  /** Milliseconds of work since the start. */
  readonly busyMs: number;
  /** Milliseconds since the start for which nodes downstream, or a full sink, kept it from going on. */
  readonly backpressuredMs: number;
  /** Rows that are in flight on its way in, or in its buffer, now. */
  readonly queued: number;
  /** Null of a node that keeps none. */
  readonly state: StateSize | null;
}

/** What a notification sink tells a person about one row. */
export interface Notice {
  readonly node: string;
  /** When the row happened; of a row without event time, when it came. */
  readonly at: number;
  readonly title: string;
  /** Empty where the sink has none. */
  readonly body: string;
  /** Rows since the sink's last notice that none was made of. */
  readonly leftOut: number;
}

/** New points of one chart sink. */
export interface ChartPoints {
  readonly sink: string;
  readonly series: readonly ChartSeries[];
}

/** New points of one line: `values[i]` belongs to `times[i]`; NaN where the row has no value. */
export interface ChartSeries {
  /** The value of the sink's `series` column, empty where it names none. */
  readonly series: string;
  readonly unit: string | null;
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
}

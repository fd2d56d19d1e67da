import type { Barrier, RestoreOrder } from '../../checkpoints/barrier.ts';
import type { StateFile } from '../../checkpoints/metadata.ts';
import type { Plan } from '../../document/plan.ts';
import type { Parcel } from '../../exchange/parcel.ts';
import type { FaultDescription } from '../../fault.ts';
import type { RejectedRow } from '../../sources/source.ts';
import type { NodeCounts, TapOrder, TappedRows } from '../protocol.ts';

/** What a keyed subtask is started with. */
export interface KeyedStart {
  readonly plan: Plan;
  readonly documentText: string;
  /** From 0; there are as many as the plan's parallelism. */
  readonly keyed: number;
  readonly restore: RestoreOrder | null;
}

/** Rows on their way between the first subtask and a keyed one. */
export interface RowsMessage {
  readonly type: 'rows';
  /** The number of the parcels that went out together; −1 of rows that a timer gives. */
  readonly number: number;
  /** Null where there is nothing to tell. */
  readonly parcel: Parcel | null;
  /** Buffers that the other side may fill again. */
  readonly back: readonly ArrayBuffer[];
}

/** What the first subtask tells a keyed one. */
export type ToKeyed =
  | RowsMessage
  /** Make ready what the next barrier will need, between rows. */
  | { readonly type: 'prepare' }
  /** Save your share; all rows before are in it. */
  | { readonly type: 'barrier'; readonly barrier: Barrier }
  | { readonly type: 'count' }
  | { readonly type: 'tap'; readonly number: number; readonly order: TapOrder };

/** A row that one of the nodes of a keyed subtask could not compute. */
export interface RemoteReject {
  readonly node: string;
  readonly row: RejectedRow;
}

/** What a keyed subtask tells the first one. */
export type FromKeyed =
  | { readonly type: 'ready' }
  | (RowsMessage & { readonly rejects: readonly RemoteReject[] })
  | { readonly type: 'prepared' }
  | { readonly type: 'saved'; readonly id: number; readonly file: StateFile | null }
  | { readonly type: 'unsaved'; readonly id: number; readonly fault: FaultDescription }
  | { readonly type: 'counted'; readonly nodes: readonly NodeCounts[] }
  | { readonly type: 'tapped'; readonly number: number; readonly answer: TappedRows | FaultDescription }
  | { readonly type: 'warning'; readonly node: string; readonly message: string }
  | { readonly type: 'failed'; readonly fault: FaultDescription };

/** A keyed subtask, as the first one sees it: a thread of its own, except in tests. */
export interface KeyedThread {
  post(message: ToKeyed, transfer: readonly ArrayBuffer[]): void;
  /** Ends it, whatever it does. */
  end(): Promise<void>;
}

/** Starts a keyed subtask; `take` is called with what it tells, never from inside `post`. */
export type StartKeyed = (start: KeyedStart, take: (message: FromKeyed) => void) => KeyedThread;

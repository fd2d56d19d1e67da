import type { Batch } from '../data/batch.ts';
import type { PlanInput, SinkNode, SourceNode } from '../document/plan.ts';
import type { RejectsFile } from '../files/rejects.ts';
import type { OpenWindow, StateSize } from '../operators/operator.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Source } from '../sources/source.ts';
import type { Stateful } from '../state/snapshot.ts';
import type { ClockTimers } from './clock-timers.ts';
import type { Output } from './edges.ts';
import type { Outlets } from './outlets.ts';
import type { NodeCounters, WorkMeter } from './node-counters.ts';
import type { Portion } from './parallel/portion.ts';
import type { RejectedRow } from '../sources/source.ts';
import type { Rejections } from './rejections.ts';
import type { SourceWait } from './source-wait.ts';

/** The nodes of one subtask, connected: calling a source's `output` runs everything behind it. */
export interface Chain {
  readonly sources: readonly SourceEntry[];
  readonly sinks: readonly SinkEntry[];
  /** In the order of the plan. */
  readonly nodes: readonly NodeEntry[];
  /** The nodes that other subtasks run, by their ids. */
  readonly remote: ReadonlyMap<string, RemoteEntry>;
  /** By name: `window-10s.main`. Also those of other subtasks that are read here. */
  readonly outputs: ReadonlyMap<string, Output>;
  /** By node: what it keeps from one batch to the next, in its parts. */
  readonly states: ReadonlyMap<string, StateParts>;
  readonly meter: WorkMeter;
  readonly timers: ClockTimers;
  readonly outlets: Outlets;
  readonly rejectStores: readonly RejectsFile[];
}

/** Of an operator, what it keeps itself and the watermarks of its inputs; of a source, the watermark of its rows. */
export type StateParts = Readonly<Partial<Record<'operator' | 'inputs' | 'time', Stateful>>>;

export interface SourceEntry {
  readonly node: SourceNode;
  readonly source: Source;
  readonly output: Output;
  readonly counters: NodeCounters;
  readonly wait: SourceWait;
  /** What holds it up when it is full. */
  readonly limits: readonly LimitOnPath[];
  /** Gives a batch its event times and watermarks; rejects rows without a time. */
  stamp(batch: Batch): Batch;
}

export interface SinkEntry {
  readonly node: SinkNode;
  readonly sink: Sink;
}

/** What a source's rows come to and may be full, and the nodes that stand still, a sink with them, while the source waits for it. */
export interface LimitOnPath {
  readonly limit: Pick<Sink, 'room'>;
  readonly held: readonly NodeCounters[];
}

/** A way to other subtasks, for the rows of one node. */
export interface Exit extends Pick<Sink, 'room'> {
  readonly from: string;
}

/** A node that other subtasks run: what is counted and told of it here. */
export interface RemoteEntry {
  readonly counters: NodeCounters;
  readonly rejections: Rejections;
}

/** One node, and how much it holds at a moment. */
export interface NodeEntry {
  readonly counters: NodeCounters;
  readonly outputs: Readonly<Partial<Record<PlanInput['output'], Output>>>;
  readonly queued: () => number;
  readonly stateSize: () => StateSize | null;
  /** Absent in a node that has no windows in time. */
  readonly openWindows?: (() => readonly OpenWindow[]) | undefined;
}

/** What a chain is joined to where only a part of the plan is in it. */
export interface ChainSurroundings {
  readonly portion: Portion;
  /** The ways to other subtasks, which may have no room. */
  readonly exits?: readonly Exit[];
  /** Takes rejected rows, where those of a node are not counted here. */
  readonly reject?: (node: string, row: RejectedRow) => void;
}

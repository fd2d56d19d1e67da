import type { Batch } from '../data/batch.ts';
import type { Reads } from './reads.ts';
import type { Stateful } from '../state/snapshot.ts';

/**
 * What takes the rows of an edge: the next operator of a chain, a sink, or an exchange.
 *
 * The end of the input is not a call of its own: it is a batch whose watermark is +Infinity, after which nothing comes.
 */
export interface Receiver {
  /** Takes rows and the watermark after them. Synchronous: the batch belongs to everybody and must not be changed. */
  receive(batch: Batch): void;
  /**
   * Whether it, or whoever it hands rows on to, may look at a batch after `receive` has returned; where it says nothing, it may.
   * Where it does not, the arrays of the batch become those of the next one. May change between two batches.
   */
  readonly keepsBatches?: boolean;
  /**
   * What of a batch it, or whoever it hands rows on to, looks at; where it says nothing, at everything. What it does not look at
   * may be missing. May change between two batches, as when somebody wants to see the last rows of an edge.
   */
  readonly reads?: Reads | undefined;
}

/**
 * One operator of one subtask. Reads no clock and touches no machine: the same batches give the same results.
 * Snapshots of its state are taken between two calls, never inside one.
 */
export interface Operator {
  /**
   * One receiver for each input of the node, in the written order. The rows of every input come under the combined watermark
   * of all of them (contract, section 3), so an operator of two inputs has one time.
   */
  readonly inputs: readonly Receiver[];
  /** Only in an operator that keeps something from one row to the next. */
  readonly state?: Stateful;
  /** Only in an operator that follows the machine's clock, which the runtime reads for it. */
  readonly processingTime?: ProcessingTime;
  /** How much it keeps at this moment; absent in an operator that keeps nothing. Cheap: it is asked once a second. */
  readonly stateSize?: () => StateSize;
  /** The windows that are open at this moment, in order of their ends; only in an operator that has windows in time. */
  readonly openWindows?: () => readonly OpenWindow[];
}

/** Windows that are told of at a time, those that end first. */
export const OPEN_WINDOWS_MAX = 200;

/** A window that has rows and has not fired. */
export interface OpenWindow {
  readonly start: number;
  readonly end: number;
  /** How many keys have rows in it; where it is made of several slices, at least so many. */
  readonly keys: number;
}

/** A receiver that keeps something. */
export interface StatefulReceiver extends Receiver {
  readonly stateSize: StateSize;
}

/** How much an operator keeps. */
export interface StateSize {
  readonly keys: number;
  /** Rows that it holds and, where it keeps results of rows instead, those: one for each key and window, each unfinished match. */
  readonly entries: number;
}

/** What an operator has to do with the machine's clock. Times are milliseconds since 1970 and never go back. */
export interface ProcessingTime {
  /** The clock shows `now`: what is due fires. Called before every batch, when a timer is due, and never from inside `receive`. */
  advance(now: number): void;
  /** When the next timer is due; +Infinity where none is set. A timer for T is due once the clock shows more than T (Flink). */
  nextTimer(): number;
}

/** What an operator is given to work with. */
export interface OperatorContext {
  /** Where its rows go. Every received batch is answered by at least one that carries the watermark on. */
  readonly output: Receiver;
  /** Where late rows go; null where nothing reads them. They are counted either way. */
  readonly late: Receiver | null;
  /** The same for late rows of the second input of an operator that tells its inputs apart. */
  readonly lateRight?: Receiver | null;
  readonly counters: OperatorCounters;
  /** Tells that row `row` of `batch` cannot be computed, and why. The operator then goes on without the row. */
  reject(batch: Batch, row: number, reason: string): void;
}

/** What only the operator itself can count; rows in, out and rejected are counted around it. */
export interface OperatorCounters {
  late: number;
}

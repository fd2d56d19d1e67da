import type { Columns, RowOf } from '../columns.ts';
import type { StateSpec, StatesOf } from './state.ts';

/** The states of a process function by their names. */
export type StateSpecs = Readonly<Record<string, StateSpec<unknown>>>;

/**
 * What becomes of each row of a key, and of the moments that it asked for: what no other operator can say (Flink's
 * KeyedProcessFunction). Both functions are synchronous, and what they are given is good only as long as they run.
 */
export interface ProcessFunction<C extends Columns, K extends keyof C, O extends Columns, S extends StateSpecs> {
  /** The columns of the rows that it gives. */
  readonly columns: O;
  readonly state?: S;
  processElement(row: RowOf<C>, context: ElementContext<C, K, O, S>): void;
  onTimer?(timer: FiredTimer, context: ProcessContext<C, K, O, S>): void;
}

/** A moment that has come. */
export interface FiredTimer {
  readonly time: number;
  readonly kind: 'event' | 'processing';
}

/** What a process function works with. */
export interface ProcessContext<C extends Columns, K extends keyof C, O extends Columns, S extends StateSpecs> {
  /** The columns of the key in hand. */
  readonly key: RowOf<Pick<C, K>>;
  readonly state: StatesOf<S>;
  readonly timerService: TimerService;
  /**
   * Gives a row. Its event time is that of the row in hand, or the time of the event timer that fired; a row that a processing
   * timer gives has none, and what needs one rejects it.
   */
  collect(row: RowOf<O>): void;
}

/** The same, while a row is in hand. */
export interface ElementContext<
  C extends Columns,
  K extends keyof C,
  O extends Columns,
  S extends StateSpecs,
> extends ProcessContext<C, K, O, S> {
  /** When the row happened; null where nobody knows. */
  readonly timestamp: number | null;
}

/** The time, and timers of the key in hand. Times are whole milliseconds since 1970 UTC. */
export interface TimerService {
  /** The promise in force that no row up to this time will come; -Infinity before the first. Rows that come later all the same are given too. */
  currentWatermark(): number;
  /** What the machine's clock showed when the rows in hand came. */
  currentProcessingTime(): number;
  /** Fires when the watermark reaches `time`; one that it has reached already fires with the next watermark. */
  registerEventTimeTimer(time: number): void;
  deleteEventTimeTimer(time: number): void;
  /** Fires when the clock shows more than `time`; what is still to come when the input ends does not fire. */
  registerProcessingTimeTimer(time: number): void;
  deleteProcessingTimeTimer(time: number): void;
}

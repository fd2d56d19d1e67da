import type { Batch } from '../data/batch.ts';
import type { SensorCost } from '../sensors/sensor-cost.ts';
import type { Clock } from '../time/clock.ts';
import type { Watermarks } from '../time/recorded-watermarks.ts';

/**
 * Where rows come from. One subtask's share of a source node.
 *
 * Order of calls: `open` once, `poll` until it gives null or the job stops, `close` once, whatever happened before.
 * `poll` is never called while an earlier call is still unanswered.
 */
export interface Source {
  /** Makes ready to read; throws a Fault that names what cannot be read. */
  open(): Promise<void>;
  /**
   * The next rows, as soon as there are any: it does not wait to fill a batch. Null: the source has ended.
   * Answers early, with no rows, when `signal` is aborted. Rows come without times and watermarks: the runtime stamps them.
   */
  poll(signal: AbortSignal): Promise<Batch | null>;
  /**
   * What a checkpoint keeps to go on from here: the place of the next row to give, as plain data; of what cannot be replayed, as
   * sensors cannot, no more than how far it came. Null: nothing. Called between two polls.
   */
  position(): SourcePosition | null;
  close(): Promise<void>;
  /** Only where one watermark for all of its rows would be wrong: what gives them theirs. */
  readonly watermarks?: Watermarks;
  /** Of sensors: what each costs. */
  costs?(): readonly SensorCost[];
  /** Of sensors: reads the dearest half as often, `level` times over; 0: all as often as they should be. */
  thin?(level: number): void;
}

/** Why a source goes on from a position only after a while. */
export type PauseReason = 'app stopped' | 'pipeline stopped' | 'pipeline failed' | 'disk full';

/** Plain data that travels in a checkpoint; only the source that wrote it reads it. */
export type SourcePosition = Readonly<Record<string, string | number>>;

/** What a source is given to work with. */
export interface SourceContext {
  readonly clock: Clock;
  /** Most rows in one batch. */
  readonly batchSize: number;
  readonly counters: SourceCounters;
  /** A position that such a source gave, to go on from; null or left out: from the start. */
  readonly from?: SourcePosition | null;
  /** What lies between that position and now. */
  readonly pause?: PauseReason;
  /** Waits for data, and gives what came. The time of it is idle; all other time of a poll is work. */
  waiting<T>(data: Promise<T>): Promise<T>;
  /** Tells of a row that cannot be read. The source then goes on without it. */
  reject(rejected: RejectedRow): void;
  /** Tells of trouble that does not stop the source: a sensor that fails, a file that vanished. */
  warn(message: string): void;
  /** Tells of a gap of which the source gives a row, to who draws what filters let through. */
  readonly gap?: (gap: SourceGap) => void;
}

/** A span without readings: what its row tells. */
export interface SourceGap {
  /** When readings went on, in milliseconds since 1970 UTC. */
  readonly at: number;
  readonly reason: string;
  readonly seconds: number;
}

export interface SourceCounters {
  /** Rows given up because they could not wait; only a source that cannot be slowed down gives any up. */
  dropped: number;
}

/** A row that was passed over, and why (contract, section 7). */
export interface RejectedRow {
  readonly file: string | null;
  readonly line: number | null;
  readonly reason: string;
  /** The row as it was read. */
  readonly text: string;
}

import type { DurationKind, SizeKind } from './kind.ts';

/** Nodes of one document. */
export const NODES_MAX = 1000;
/** Columns of one schema. */
export const COLUMNS_MAX = 1000;
/** Steps of one pattern: which of them take a row fits in the bits of one number. */
export const STEPS_MAX = 30;
/** Rows of one step of a pattern. */
export const STEP_TIMES_MAX = 1000;
/** Rows of one window of a count. */
export const COUNT_WINDOW_MAX = 1_000_000_000;
/** Sliding windows that a row belongs to (Flink has the same limit). */
export const WINDOWS_OF_ROW_MAX = 10_000_000;
/** Rows of one window and key that are ranked. */
export const RANKS_MAX = 100_000;
/** Values to choose from in a generated column. */
export const CHOICES_MAX = 10_000;
/** Characters of a pipeline's name, which is shown in one line and becomes a folder's name. */
export const NAME_LENGTH_MAX = 100;
/** Characters of a title. */
export const TITLE_LENGTH_MAX = 200;
/** Characters of a description. */
export const DESCRIPTION_LENGTH_MAX = 10_000;
/** Subtasks of each keyed operator. */
export const PARALLELISM_MAX = 64;
/** Rows moved at a time. */
export const BATCH_SIZE_MAX = 65_536;
/** Rows in flight on an edge. */
export const BUFFER_CAPACITY_MAX = 10_000_000;
/** Rows per second of a generator: more than a machine can make is the same as no rate. */
export const RATE_MAX = 1e9;
/** How often sensors are read at most: reading some of them takes this long. */
export const SENSOR_INTERVAL_MIN_MS = 100;
/** How often files are committed at most: each time, everything is synced to the disk. */
export const CHECKPOINT_INTERVAL_MIN_MS = 100;
/** Attempts after failures, and failures in a rate. */
export const RESTARTS_MAX = 1_000_000;
/** The longest duration: a hundred years. */
export const DURATION_MAX_MS = 36_500 * 86_400_000;
/** The largest size. */
export const SIZE_MAX_BYTES = 1024 ** 4;

/** A duration that may be nothing. */
export const SPAN = { kind: 'duration', minMs: 0, maxMs: DURATION_MAX_MS } as const satisfies DurationKind;
/** A duration of at least a millisecond. */
export const PERIOD = { kind: 'duration', minMs: 1, maxMs: DURATION_MAX_MS } as const satisfies DurationKind;
/** A duration that may go back in time. */
export const SHIFT = {
  kind: 'duration',
  minMs: -DURATION_MAX_MS,
  maxMs: DURATION_MAX_MS,
} as const satisfies DurationKind;
/** The size of a part file: below a kilobyte there would be more files than rows. */
export const PART_SIZE = { kind: 'size', minBytes: 1024, maxBytes: SIZE_MAX_BYTES } as const satisfies SizeKind;

import type { Schema } from '../data/types.ts';
import type { WatermarkMoves } from '../time/watermark-moves.ts';

/** The file beside the parts of a recording that tells what they are. */
export const MANIFEST_NAME = 'manifest.json';

/**
 * What a recording is: `manifest.json` in its folder, rewritten whole (temporary file, sync, rename, sync of the folder)
 * at each commit. Only what it names is part of the recording: finished parts, and of an unfinished one the rows that were
 * committed.
 */
export interface Manifest {
  readonly version: 2;
  /** For people; the folder's name is made from it. */
  readonly name: string;
  /** `recording` while a job writes it; a manifest left in that state by a job that is gone can be recovered. */
  readonly state: 'recording' | 'complete' | 'failed' | 'recovered';
  /** Why, where the state is `failed`. */
  readonly failure: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly format: 'ndjson' | 'csv' | 'parquet';
  readonly compress: 'none' | 'gzip';
  readonly encrypt: 'none' | 'age';
  /** Of an encrypted one: the key of its pieces, in the age format for the passphrase, in Base64. */
  readonly key?: string;
  readonly schema: Schema;
  /** How replay gives the rows the times that they had; null without event time. */
  readonly eventTime: RecordedTime | null;
  /** The document that made it, as text; null where a sink was started without one. */
  readonly document: string | null;
  readonly machine: { readonly host: string; readonly platform: string; readonly release: string };
  /** The process that writes it, so that another can tell whether it is still alive. */
  readonly writer: {
    readonly pid: number;
    readonly startedAt: string;
    /** What tells it from a later process with the same number; null where the system does not tell. */
    readonly mark: string | null;
  };
  readonly rows: number;
  readonly bytes: number;
  readonly parts: readonly Part[];
  /** Parts that were not finished at the last commit. A file that has all their bytes is whole, else it counts up to `written`. */
  readonly unfinished: readonly UnfinishedPart[];
  /** The first of the gaps that its rows tell of, and how many there are. */
  readonly gaps: readonly RecordedGap[];
  readonly gapCount: number;
}

/** Where the event time of a recording's rows comes from, and what was promised about it while it was made. */
export interface RecordedTime {
  /** The event time is this column's, moved by `offsetMs`; null: no column has it, and it is lost. */
  readonly column: string | null;
  readonly offsetMs: number;
  readonly outOfOrdernessMs: number;
  readonly idleTimeoutMs: number | null;
  /** The watermark before the first row, ISO 8601; null where there was none. */
  readonly watermark: string | null;
  /** How the watermarks moved where the times of the rows do not tell it; rows are counted over all parts. */
  readonly moves?: WatermarkMoves;
}

/** A span without readings that the rows of a recording tell of. */
export interface RecordedGap {
  /** The event time of the row: when readings went on. */
  readonly at: string;
  readonly reason: string;
  readonly seconds: number;
}

/** A part whose end is not written, or not shown yet: what it is once its file is cut back to `written` bytes and `end` is appended. */
export interface UnfinishedPart extends Part {
  readonly written: number;
  /** The bytes that end the part, in hexadecimal digits. */
  readonly end: string;
}

/** One finished part file. */
export interface Part {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Smallest and largest event time in it, ISO 8601; null without event time. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly sha256: string;
  /** CRC-32 of every 64 KiB of it, eight hexadecimal digits each: they tell where damage is. Empty in recordings of the first version. */
  readonly blocks: string;
}

/** A recording as lists show it. */
export interface RecordingSummary {
  /** The folder's name inside the library's folder: what requests name it by. Never a path. */
  readonly id: string;
  readonly name: string;
  readonly state: RecordingState;
  /** A sentence for a person where the state needs one: what is damaged, why it failed. */
  readonly detail: string | null;
  /** Milliseconds since 1970 UTC; null where the manifest cannot be read. */
  readonly startedAt: number | null;
  /** The event time of the last row that was committed, in milliseconds; null without event time or rows. */
  readonly completeTo: number | null;
  readonly durationMs: number;
  readonly rows: number;
  readonly bytes: number;
  readonly format: string;
  /** What people have noted that it is about. */
  readonly tags: readonly string[];
}

/** `recovered`: its writer is gone without closing it; what it had committed is there. `damaged`: its manifest or parts do not fit together. */
export type RecordingState = 'recording' | 'complete' | 'failed' | 'recovered' | 'damaged';

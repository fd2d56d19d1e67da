import type { Schema } from '../data/types.ts';

/** The file beside the parts of a recording that tells what they are. */
export const MANIFEST_NAME = 'manifest.json';

/**
 * What a recording is: `manifest.json` in its folder, rewritten whole (temporary file, sync, rename, sync of the folder)
 * whenever parts are finished. Only parts that it names are part of the recording.
 */
export interface Manifest {
  readonly version: 1;
  /** For people; the folder's name is made from it. */
  readonly name: string;
  /** `recording` while a job writes it; a manifest left in that state by a job that is gone is an interrupted one. */
  readonly state: 'recording' | 'complete' | 'failed';
  /** Why, where the state is `failed`. */
  readonly failure: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly format: 'ndjson' | 'csv';
  readonly compress: 'none' | 'gzip';
  readonly schema: Schema;
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
  readonly durationMs: number;
  readonly rows: number;
  readonly bytes: number;
  readonly format: string;
}

/** `interrupted`: its writer is gone without closing it. `damaged`: its manifest or parts do not fit together. */
export type RecordingState = 'recording' | 'complete' | 'failed' | 'interrupted' | 'damaged';

import type { SinkState } from '../sinks/sink.ts';
import type { SourcePosition } from '../sources/source.ts';
import type { CheckpointMetadata, StateFile } from './metadata.ts';

/**
 * What tells a subtask to take its share of a checkpoint. It stands between two batches: what came before is in the checkpoint, what
 * comes after is not. A subtask that is given it through several channels takes its share once all of them have brought it.
 */
export interface Barrier {
  readonly id: number;
  /** Where the state goes; null where none is kept (`mode: none`): then it only makes the sinks commit. */
  readonly folder: string | null;
  /** No rows come after it: the sinks close what they write. */
  readonly isLast: boolean;
}

/** A subtask's share of a checkpoint: all of it is durable. */
export interface Share {
  readonly id: number;
  readonly file: StateFile | null;
  readonly sources: Readonly<Record<string, SourcePosition | null>>;
  readonly sinks: Readonly<Record<string, SinkState>>;
}

/** The checkpoint that an attempt goes on from. */
export interface RestoreOrder {
  readonly folder: string;
  readonly metadata: CheckpointMetadata;
}

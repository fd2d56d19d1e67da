import type { SinkState } from '../sinks/sink.ts';
import type { PauseReason, SourcePosition } from '../sources/source.ts';
import type { CheckpointMetadata, StateFile } from './metadata.ts';

/**
 * What tells a subtask to take its share of a checkpoint. It stands between two batches: what came before is in the checkpoint, what
 * comes after is not. It comes to the first subtask, which takes it once nothing is under way to the others or back.
 */
export interface Barrier {
  readonly id: number;
  /** Where the state goes; null where none is kept (`mode: none`): then it only makes the sinks commit. */
  readonly folder: string | null;
  /** No rows come after it: the sinks close what they write. */
  readonly isLast: boolean;
}

/** What is in a checkpoint: all of it is durable. */
export interface Share {
  readonly id: number;
  /** One for each subtask; none where no state is kept. */
  readonly files: readonly StateFile[];
  readonly sources: Readonly<Record<string, SourcePosition | null>>;
  readonly sinks: Readonly<Record<string, SinkState>>;
}

/** The checkpoint that an attempt goes on from. */
export interface RestoreOrder {
  readonly folder: string;
  readonly metadata: CheckpointMetadata;
  /** What has kept the pipeline from going on at once. */
  readonly pause?: PauseReason;
}

import type { StoredCheckpoint } from '../checkpoints/store.ts';
import { Fault } from '../fault.ts';
import type { CheckpointStatus, SavedCheckpoint } from './status.ts';

/** What is told of a checkpoint. */
export function statusOf({ metadata }: StoredCheckpoint): CheckpointStatus {
  const { id, kind, takenAt, durationMs, bytes } = metadata;
  return { id, kind, takenAt, durationMs, bytes };
}

/** What is told of one to whoever asked for it. */
export function savedStatusOf(stored: StoredCheckpoint): SavedCheckpoint {
  return { ...statusOf(stored), folder: stored.folder };
}

/** The folder of checkpoint `id` among those of `pipeline`; throws a Fault where it is not there any more. */
export function folderOf(id: number, stored: readonly StoredCheckpoint[], pipeline: string): string {
  const found = stored.find(({ metadata }) => metadata.id === id);
  if (!found) throw new Fault('not-found', `pipeline "${pipeline}": checkpoint ${id} is not there any more`);
  return found.folder;
}

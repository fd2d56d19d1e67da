import type { RestoreOrder } from '../checkpoints/barrier.ts';
import { readState } from '../checkpoints/state-file.ts';
import { Fault } from '../fault.ts';
import { ALL_KEY_GROUPS } from '../state/key-groups.ts';
import type { Snapshot, Stateful } from '../state/snapshot.ts';
import type { Chain } from './entries.ts';

/** Gives all nodes of `chain` the state that they had at a checkpoint; sources and sinks are given theirs when they are made and opened. */
export async function restoreChain(chain: Chain, { folder, metadata }: RestoreOrder): Promise<void> {
  const snapshots: Snapshot[] = [];
  for (const file of metadata.files) snapshots.push(await readState(folder, file));
  const known = new Set(metadata.nodes.map(({ id }) => id));
  for (const [id, parts] of chain.states) {
    if (!known.has(id)) continue;
    for (const [name, part] of Object.entries(parts)) {
      const saved = snapshots.map((each) => (each[id] as Snapshot | undefined)?.[name] as Snapshot | undefined);
      const own = saved.filter((each) => each !== undefined);
      if (0 < own.length) restorePart(part, own, `node "${id}": its state in ${folder} cannot be restored`);
    }
  }
}

function restorePart(part: Stateful, saved: readonly Snapshot[], failure: string): void {
  try {
    part.restore(saved, ALL_KEY_GROUPS);
  } catch (error) {
    // What was written whole and does not fit is a bug, not damage: say of whom.
    throw new Fault('internal', `${failure} (${(error as Error).message})`, { cause: error });
  }
}

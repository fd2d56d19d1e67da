import type { RestoreOrder } from '../checkpoints/barrier.ts';
import { readState } from '../checkpoints/state-file.ts';
import { Fault } from '../fault.ts';
import { ALL_KEY_GROUPS } from '../state/key-groups.ts';
import type { KeyGroupRange } from '../state/key-groups.ts';
import type { Snapshot, Stateful } from '../state/snapshot.ts';
import type { Chain } from './entries.ts';

/**
 * Gives all nodes of `chain` the state that they had at a checkpoint, of the keys in `groups`, whatever the parallelism was then. Sources and
 * sinks are given theirs when they are made and opened.
 */
export async function restoreChain(
  chain: Pick<Chain, 'states'>,
  { folder, metadata }: RestoreOrder,
  groups = ALL_KEY_GROUPS,
): Promise<void> {
  const snapshots: Snapshot[] = [];
  for (const file of metadata.files) snapshots.push(await readState(folder, file));
  const known = new Set(metadata.nodes.map(({ id }) => id));
  for (const [id, parts] of chain.states) {
    if (!known.has(id)) continue;
    for (const [name, part] of Object.entries(parts)) {
      const saved = snapshots.map((each) => (each[id] as Snapshot | undefined)?.[name] as Snapshot | undefined);
      const own = saved.filter((each) => each !== undefined);
      if (0 < own.length)
        restorePart(part, { saved: own, groups }, `node "${id}": its state in ${folder} cannot be restored`);
    }
  }
}

function restorePart(
  part: Stateful,
  { saved, groups }: { readonly saved: readonly Snapshot[]; readonly groups: KeyGroupRange },
  failure: string,
): void {
  try {
    part.restore(saved, groups);
  } catch (error) {
    // What was written whole and does not fit is a bug, not damage: say of whom.
    throw new Fault('internal', `${failure} (${(error as Error).message})`, { cause: error });
  }
}

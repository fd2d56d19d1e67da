import type { Snapshot } from '../state/snapshot.ts';
import type { Chain } from './entries.ts';

/** What all nodes of `chain` have to know to go on from here. Synchronous, between two batches. */
export function snapshotOf({ states }: Pick<Chain, 'states'>): Snapshot {
  const nodes = [...states].map(([id, parts]) => [
    id,
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.snapshot()])),
  ]);
  return Object.fromEntries(nodes) as Snapshot;
}

import type { Chain } from './entries.ts';
import { named } from './named.ts';
import type { SubtaskStart } from './protocol.ts';
import { restoreChain } from './restore-chain.ts';

/** Gives the nodes of `chain` what they go on with and opens them; of a run that is over only the sinks, for they alone have still something to do. */
export async function openChain(
  chain: Chain,
  { restore = null, isRestart, isOver }: SubtaskStart,
  openOthers: () => Promise<void>,
): Promise<void> {
  if (restore && isOver !== true) await restoreChain(chain, restore);
  await openOthers();
  // Sinks first: a source must not give rows that nobody can take.
  const nothing = isRestart === true ? [] : undefined;
  for (const { node, sink } of chain.sinks) await sink.open(restore?.metadata.sinks[node.id] ?? nothing);
  if (isOver === true) return;
  for (const { node, source } of chain.sources) await named(node, () => source.open());
}

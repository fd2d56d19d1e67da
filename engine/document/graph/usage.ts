import type { Problems } from '../check/problems.ts';
import { quote } from '../check/quote.ts';
import type { Connected } from './draft.ts';

/**
 * Reports sources whose rows nobody reads. An operator that nobody reads is allowed: it does no harm, and comes about
 * all the time while a pipeline is being built.
 */
export function reportUnread(nodes: readonly Connected[], problems: Problems): void {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.map(({ from }) => from)));
  // An input that names nothing was probably meant for it: the one mistake would be told twice.
  if (read.has(null)) return;
  // Without any sink nothing can be read, which the missing sinks tell.
  if (nodes.every(({ role }) => role !== 'sink')) return;
  for (const { id, role, offset, path } of nodes) {
    const isUnread = role === 'source' && !read.has(id);
    if (isUnread)
      problems.add(offset, path, `nobody reads the source ${quote(id)}, name it in the inputs of a sink or operator`);
  }
}

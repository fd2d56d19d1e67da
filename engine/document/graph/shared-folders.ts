import { pathTo } from '../check/path.ts';
import type { Problems } from '../check/problems.ts';
import { quote } from '../check/quote.ts';
import type { PlanNode } from '../plan.ts';
import type { Connected } from './draft.ts';

/** Reports file sinks that would write parts of the same names into one folder. */
export function reportSharedFolders(plan: readonly PlanNode[], nodes: readonly Connected[], problems: Problems): void {
  const owners = new Map<string, string>();
  const drafts = new Map(nodes.map((node) => [node.id, node]));
  for (const node of plan) {
    if (node.role !== 'sink' || node.sink.type !== 'file') continue;
    const owner = owners.get(node.sink.path);
    const draft = drafts.get(node.id)!;
    if (owner === undefined) owners.set(node.sink.path, node.id);
    else {
      const offset = draft.value?.$.offset('path') ?? draft.offset;
      const message = `the sink ${quote(owner)} writes to this folder already, give each sink a folder of its own`;
      problems.add(offset, pathTo(draft.path, 'path'), message);
    }
  }
}

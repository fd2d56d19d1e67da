import type { Plan, PlanNode } from '../document/plan.ts';

/**
 * The sources some of whose rows meet again: a node further down has two inputs that both come from the source. What such a node
 * is given, and in which order, would depend on the batches if each way took a whole batch at a time; so these sources hand on
 * one row at a time. Costs about a microsecond a row and node, and nothing anywhere else.
 */
export function sourcesThatMeetAgain({ nodes }: Plan): ReadonlySet<string> {
  const sources = new Map<string, ReadonlySet<string>>();
  const found = new Set<string>();
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => sources.get(input.node)!);
    for (const [i, each] of inputs.entries())
      for (const source of each) if (inputs.slice(0, i).some((other) => other.has(source))) found.add(source);
    sources.set(node.id, new Set(ownSource(node, inputs)));
  }
  return found;
}

function ownSource({ id, role }: PlanNode, inputs: readonly ReadonlySet<string>[]): readonly string[] {
  return role === 'source' ? [id] : inputs.flatMap((each) => [...each]);
}

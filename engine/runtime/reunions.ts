import type { Plan } from '../document/plan.ts';

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
    for (const source of twice(inputs)) found.add(source);
    sources.set(node.id, new Set(node.role === 'source' ? [node.id] : inputs.flatMap((each) => [...each])));
  }
  return found;
}

/** What is in more than one of `sets`. */
function twice(sets: readonly ReadonlySet<string>[]): readonly string[] {
  return sets.flatMap((set, i) => [...set].filter((each) => sets.slice(0, i).some((other) => other.has(each))));
}

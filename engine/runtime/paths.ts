import type { Plan } from '../document/plan.ts';

/** The nodes that rows of `source` can come to, itself included. */
export function reachedFrom(source: string, { nodes }: Plan): ReadonlySet<string> {
  const reached = new Set([source]);
  // Inputs come before their readers in a plan.
  for (const { id, inputs } of nodes) if (inputs.some(({ node }) => reached.has(node))) reached.add(id);
  return reached;
}

/** The nodes that rows of `source` pass on their way to `end`, both included. */
export function upstreamOf(end: string, source: string, plan: Plan): ReadonlySet<string> {
  const within = reachedFrom(source, plan);
  const upstream = new Set([end]);
  for (const { id, inputs } of [...plan.nodes].reverse()) {
    if (!upstream.has(id)) continue;
    for (const { node } of inputs) if (within.has(node)) upstream.add(node);
  }
  return upstream;
}

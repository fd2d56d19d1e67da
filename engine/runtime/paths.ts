import type { Plan } from '../document/plan.ts';

/** A sink that a source's rows can come to. */
export interface PathToSink {
  readonly sink: string;
  /** The source, and every node between the two. */
  readonly upstream: ReadonlySet<string>;
}

/** The sinks that the rows of `source` can come to, in the order of the plan, and what they pass on their way. */
export function pathsFrom(source: string, { nodes }: Plan): readonly PathToSink[] {
  const reached = new Set([source]);
  // Inputs come before their readers in a plan.
  for (const { id, inputs } of nodes) if (inputs.some(({ node }) => reached.has(node))) reached.add(id);
  return nodes
    .filter(({ id, role }) => role === 'sink' && reached.has(id))
    .map(({ id }) => ({ sink: id, upstream: upstreamOf(id, reached, { nodes }) }));
}

function upstreamOf(sink: string, within: ReadonlySet<string>, { nodes }: Pick<Plan, 'nodes'>): ReadonlySet<string> {
  const upstream = new Set<string>();
  for (const { id, inputs } of [...nodes].reverse()) {
    if (id !== sink && !upstream.has(id)) continue;
    for (const { node } of inputs) if (within.has(node)) upstream.add(node);
  }
  return upstream;
}

import type { Plan, SourceNode } from '../document/plan.ts';
import type { Exit, LimitOnPath, NodeEntry, SinkEntry } from './entries.ts';
import type { NodeCounters } from './node-counters.ts';
import { reachedFrom, upstreamOf } from './paths.ts';

/** Where the rows of a chain go. */
export interface Ends {
  readonly nodes: readonly NodeEntry[];
  readonly sinks: readonly SinkEntry[];
  readonly exits: readonly Exit[];
}

/** What holds `source` up: full sinks, and ways to other subtasks that have too much on them. */
export function limitsOf(source: SourceNode, plan: Plan, { nodes, sinks, exits }: Ends): readonly LimitOnPath[] {
  const reached = reachedFrom(source.id, plan);
  const held = (end: string): readonly NodeCounters[] => {
    const upstream = upstreamOf(end, source.id, plan);
    return nodes.map(({ counters }) => counters).filter(({ id }) => upstream.has(id));
  };
  return [
    ...sinks.map(({ node, sink }) => ({ from: node.id, limit: sink })),
    ...exits.map((limit) => ({ from: limit.from, limit })),
  ].flatMap(({ from, limit }) => (reached.has(from) ? [{ limit, held: held(from) }] : []));
}

import type { PlanNode } from '../document/plan.ts';
import { Output } from './edges.ts';
import type { NodeEntry, RemoteEntry } from './entries.ts';
import { NodeCounters } from './node-counters.ts';
import type { NodeRejections } from './node-rejections.ts';
import type { Portion } from './parallel/portion.ts';

const OUTPUTS = ['main', 'late', 'late-right'] as const;

/** What a chain has of the nodes that other subtasks run: their outputs that are read here, and what is counted here. */
export interface Elsewhere {
  readonly outputs: Map<string, Output>;
  readonly nodes: NodeEntry[];
  readonly remote: ReadonlyMap<string, RemoteEntry>;
}

/** The nodes beside `portion`, as the chain of `portion` knows them. */
export function nodesElsewhere(
  { entrances, meetAgain, remote: others }: Portion,
  rejections: NodeRejections,
): Elsewhere {
  const outputs = new Map(
    entrances.map((name) => [name, new Output(null, { isRowByRow: meetAgain.has(givenBy(name)) })] as const),
  );
  const nodes: NodeEntry[] = [];
  const remote = new Map<string, RemoteEntry>();
  for (const node of others) {
    const counters = new NodeCounters(node.id, node.role);
    nodes.push({ counters, outputs: outputsOf(node, outputs), queued: () => 0, stateSize: () => null });
    remote.set(node.id, { counters, rejections: rejections.of(node, counters) });
  }
  return { outputs, nodes, remote };
}

function outputsOf({ id }: PlanNode, outputs: ReadonlyMap<string, Output>): NodeEntry['outputs'] {
  const read = OUTPUTS.filter((name) => outputs.has(`${id}.${name}`));
  return Object.fromEntries(read.map((name) => [name, outputs.get(`${id}.${name}`)!]));
}

/** What gives the rows of an entrance: a node, or the deal, whose name has a blank. */
function givenBy(entrance: string): string {
  return entrance.includes(' ') ? entrance : entrance.split('.')[0]!;
}

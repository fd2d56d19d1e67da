import { en, type Key } from '../../messages/en.ts';
import { t } from '../../messages/messages.ts';
import type { NodeStatus } from '../../state/contract-types.ts';

const ROLES = ['source', 'operator', 'sink'] as const;

/** The nodes of one role, in the order of the document. */
export interface FlowColumn {
  readonly role: NodeStatus['role'];
  readonly nodes: readonly NodeStatus[];
}

/** The nodes from left to right: sources, operators, sinks. A role that a pipeline does not use has no column. */
export function flowColumns(nodes: readonly NodeStatus[]): readonly FlowColumn[] {
  return ROLES.map((role) => ({ role, nodes: nodes.filter((node) => node.role === role) })).filter(
    (column) => 0 < column.nodes.length,
  );
}

/** What a node does, in a few words; a type that we do not know is called by its own name. */
export function typeText(type: string): string {
  const key = `type.${type}`;
  return key in en ? t(key as Extract<Key, `type.${string}`>) : type;
}

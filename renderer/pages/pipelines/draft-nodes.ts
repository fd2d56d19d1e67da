import type { NodeStatus, OutlineNode } from '../../state/contract-types.ts';

const NOTHING = {
  rowsIn: 0,
  rowsOut: 0,
  late: 0,
  rejected: 0,
  dropped: 0,
  watermark: null,
  busy: 0,
  backpressured: 0,
  idle: 0,
  queued: 0,
  queueFill: 0,
  state: null,
} as const;

/** The nodes of a document that is being edited, with the counts of those that run. Inputs that do not exist yet are left out. */
export function draftNodes(running: readonly NodeStatus[], written: readonly OutlineNode[]): readonly NodeStatus[] {
  const known = new Map(running.map((node) => [node.id, node]));
  const ids = new Set(written.map(({ id }) => id));
  return written.map(({ id, role, type, inputs }) => ({
    ...(known.get(id) ?? NOTHING),
    id,
    role,
    type,
    inputs: inputs.filter(({ node }) => ids.has(node) && node !== id),
  }));
}

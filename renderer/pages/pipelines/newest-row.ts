import type { NodeStatus } from '../../state/contract-types.ts';

/** Rows whose times are further from now are not of now: those of a file, of a generator, of a replay. */
const ELSEWHERE_MS = 3_600_000;

/** A watermark beyond this is that of a source that has ended. */
const END_OF_TIME = 8.64e15;

/** What the age of a node's watermark is counted from: now, or the newest row where rows are not of now. */
export function countedFrom(node: NodeStatus, nodes: readonly NodeStatus[], now: number): number {
  const newest = newestRow(node, nodes);
  return newest === null || Math.abs(now - newest) < ELSEWHERE_MS ? now : newest;
}

/** The event time of the newest row that the sources of a node gave; null where nobody knows. */
export function newestRow(node: NodeStatus, nodes: readonly NodeStatus[]): number | null {
  const byId = new Map(nodes.map((each) => [each.id, each]));
  const reached = new Set<NodeStatus>([node]);
  for (const each of reached) for (const { node: id } of each.inputs) if (byId.has(id)) reached.add(byId.get(id)!);
  // A watermark is the newest time, less what rows may come out of order, less a millisecond.
  const times = [...reached].flatMap(({ watermark, outOfOrdernessMs }) =>
    watermark === null || outOfOrdernessMs === undefined || END_OF_TIME <= watermark
      ? []
      : [watermark + outOfOrdernessMs + 1],
  );
  return times.length === 0 ? null : Math.max(...times);
}

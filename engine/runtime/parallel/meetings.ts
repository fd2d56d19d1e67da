import type { Plan, PlanInput } from '../../document/plan.ts';
import type { Placement } from './placement.ts';

/** One way from a node to another. */
interface Way {
  readonly from: PlanInput;
  readonly to: string;
  /** How rows get from one subtask to another on it; empty where they do not. */
  readonly crossing: string;
}

/**
 * The parallel nodes that make ways meet which have not kept step; null where there are none. Ways keep step where nothing on
 * them crosses from one subtask to another, but where they part, and there all in the same parcels.
 */
export function brokenMeeting({ nodes }: Plan, placement: Placement): ReadonlySet<string> | null {
  const ways = nodes.flatMap(({ id, inputs }) => inputs.map((_, i) => wayInto({ id, inputs }, i, placement)));
  for (const meeting of nodes) {
    if (meeting.inputs.length < 2) continue;
    for (const { id: origin } of nodes) {
      const between = waysBetween(origin, meeting.id, ways);
      if (!meetsAgain(between, meeting.id) || keepsStep(between, origin)) continue;
      const moved = between.map(({ to }) => to).filter((id) => placement.parallel.has(id));
      return new Set(moved.length === 0 ? [origin] : moved);
    }
  }
  return null;
}

function wayInto(
  { id, inputs }: { readonly id: string; readonly inputs: readonly PlanInput[] },
  i: number,
  { parallel, dealOf }: Placement,
): Way {
  const from = inputs[i]!;
  const deal = dealOf.get(id)?.[i] ?? null;
  const gathers = parallel.has(from.node) && (deal !== null || !parallel.has(id));
  const steps = [
    ...(gathers ? [`from ${from.node}.${from.output}`] : []),
    ...(deal === null ? [] : [`by deal ${deal}`]),
  ];
  return { from, to: id, crossing: steps.join(' ') };
}

/** All ways on any path from `origin` to `meeting`. */
function waysBetween(origin: string, meeting: string, ways: readonly Way[]): readonly Way[] {
  const after = new Set([origin]);
  // The ways stand in the order of the nodes that they lead to, and that is topological.
  for (const { from, to } of ways) if (after.has(from.node)) after.add(to);
  const before = new Set([meeting]);
  for (const { from, to } of [...ways].reverse()) if (before.has(to)) before.add(from.node);
  return ways.filter(({ from, to }) => after.has(from.node) && before.has(to));
}

/** Whether more than one of the ways ends at `meeting`. */
function meetsAgain(between: readonly Way[], meeting: string): boolean {
  return 1 < between.filter(({ to }) => to === meeting).length;
}

function keepsStep(between: readonly Way[], origin: string): boolean {
  const first = between.filter(({ from }) => from.node === origin);
  const rest = between.filter(({ from }) => from.node !== origin);
  return rest.every(({ crossing }) => crossing === '') && new Set(first.map(({ crossing }) => crossing)).size === 1;
}

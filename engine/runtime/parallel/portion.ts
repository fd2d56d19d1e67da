import type { Plan, PlanNode } from '../../document/plan.ts';
import { nodesThatMeetAgain } from '../reunions.ts';
import type { Placement } from './placement.ts';
import { dealName, outputName } from './placement.ts';

/** The part of a plan that one subtask runs. */
export interface Portion {
  /** The nodes that it makes, in the order of the plan. */
  readonly nodes: readonly PlanNode[];
  /** The nodes that other subtasks run and that are counted here. */
  readonly remote: readonly PlanNode[];
  /** The names of the outputs that come from other subtasks. */
  readonly entrances: readonly string[];
  /** The nodes, and entrances by the name before their dot, that hand on one row at a time. */
  readonly meetAgain: ReadonlySet<string>;
  /** What the output is called that input `i` of a node reads. */
  sourceOf(node: PlanNode, i: number): string;
}

/** All of `plan`: what the only subtask runs. */
export function wholePlan(plan: Plan): Portion {
  return {
    nodes: plan.nodes,
    remote: [],
    entrances: [],
    meetAgain: nodesThatMeetAgain(plan.nodes),
    sourceOf: (node, i) => outputName(node.inputs[i]!),
  };
}

/** What the first subtask runs. */
export function firstPortion(plan: Plan, { parallel, gathers }: Placement): Portion {
  const nodes = plan.nodes.filter(({ id }) => !parallel.has(id));
  const entrances = gathers.map(outputName);
  const given = [...new Set(gathers.map(({ node }) => node))].map(asSource);
  // What comes from elsewhere is read in the order of the plan, as the rest.
  const order = plan.nodes.flatMap(({ id }) => [...given, ...nodes].filter((each) => each.id === id));
  return {
    nodes,
    remote: plan.nodes.filter(({ id }) => parallel.has(id)),
    entrances,
    meetAgain: nodesThatMeetAgain(order),
    sourceOf: (node, i) => outputName(node.inputs[i]!),
  };
}

/** What each of the keyed subtasks runs. */
export function keyedPortion(plan: Plan, { parallel, deals, dealOf }: Placement): Portion {
  const nodes = plan.nodes.filter(({ id }) => parallel.has(id));
  const names = deals.map(dealName);
  const dealt = (id: string, i: number): string | null => {
    const deal = dealOf.get(id)![i] ?? null;
    return deal === null ? null : names[deal]!;
  };
  const joined = nodes.map(({ id, role, inputs }) => ({
    id,
    role,
    inputs: inputs.map((input, i) => ({ node: dealt(id, i) ?? input.node })),
  }));
  return {
    nodes,
    remote: [],
    entrances: names,
    meetAgain: nodesThatMeetAgain([...names.map(asSource), ...joined]),
    sourceOf: (node, i) => dealt(node.id, i) ?? outputName(node.inputs[i]!),
  };
}

function asSource(id: string): { readonly id: string; readonly role: 'source'; readonly inputs: readonly [] } {
  return { id, role: 'source', inputs: [] };
}

import type { OperatorNode, Plan, PlanInput, PlanNode } from '../../document/plan.ts';
import { brokenMeeting } from './meetings.ts';
import { keysOf, outputDealtBy, sameKey } from './keys.ts';
import type { DealtBy } from './keys.ts';

/** Rows of an output that are dealt to the keyed subtasks by the columns at `key`. */
export interface Deal {
  readonly from: PlanInput;
  readonly key: readonly number[];
}

/**
 * Which nodes of a plan run where. The first subtask has the sources, the sinks and what has no key. `parallel` nodes run in each of the
 * keyed subtasks: operators with a key, and those between them that need none. `deals` are the ways there, `gathers` the ways back.
 */
export interface Placement {
  readonly parallel: ReadonlySet<string>;
  readonly deals: readonly Deal[];
  readonly gathers: readonly PlanInput[];
  /** By parallel node and input: which of `deals` it reads; null: another parallel node, in the same subtask. */
  readonly dealOf: ReadonlyMap<string, readonly (number | null)[]>;
}

/**
 * Where the nodes of `plan` run with a parallelism of more than one.
 *
 * Ways that part and meet again have to keep step with each other, row by row. They do where both are in the same subtask; so
 * where one would leave it and the other not, the operators on them run in the first subtask, all rows together.
 */
export function placementOf(plan: Plan): Placement {
  const kept = new Set<string>();
  for (;;) {
    const placement = place(plan, kept);
    const broken = brokenMeeting(plan, placement);
    if (broken === null) return placement;
    for (const id of broken) kept.add(id);
  }
}

/** What the name of a deal is: no node has one like it. */
export function dealName({ from, key }: Deal): string {
  return `${outputName(from)} by ${key.join(',')}`;
}

export function outputName({ node, output }: PlanInput): string {
  return `${node}.${output}`;
}

function place({ nodes }: Plan, kept: ReadonlySet<string>): Placement {
  const placing = new Placing();
  for (const node of nodes) if (node.role === 'operator' && !kept.has(node.id)) placing.add(node);
  const { parallel, deals, dealOf } = placing;
  const isRead = ({ inputs, id }: PlanNode): readonly PlanInput[] => (parallel.has(id) ? [] : inputs);
  const read = [...nodes.flatMap(isRead), ...deals.map(({ from }) => from)].filter(({ node }) => parallel.has(node));
  const order = new Map(nodes.map(({ id }, i) => [id, i]));
  const gathers = [...new Map(read.map((input) => [outputName(input), input])).values()];
  gathers.sort((a, b) => order.get(a.node)! - order.get(b.node)!);
  return { parallel, deals, gathers, dealOf };
}

class Placing {
  readonly parallel = new Set<string>();
  readonly deals: Deal[] = [];
  readonly dealOf = new Map<string, readonly (number | null)[]>();
  readonly #operators = new Map<string, OperatorNode>();
  /** By parallel node: by what the rows of each input are dealt. */
  readonly #inputs = new Map<string, readonly DealtBy[]>();

  add(node: OperatorNode): void {
    const keys = keysOf(node);
    const given = node.inputs.map((input) => this.#dealtBy(input));
    if (keys === null) {
      // It needs no rows together: it stays with those that it reads.
      if (given.some((each) => each === undefined)) return;
      this.#put(node, { dealtBy: given as DealtBy[], deals: given.map(() => null) });
    } else if (keys.every((key) => 0 < key.length)) {
      const deals = keys.map((key, i) => {
        const own = given[i];
        return own !== undefined && sameKey(own, key) ? null : this.#deal({ from: node.inputs[i]!, key });
      });
      this.#put(node, { dealtBy: keys, deals });
    }
  }

  #put(node: OperatorNode, { dealtBy, deals }: { dealtBy: readonly DealtBy[]; deals: (number | null)[] }): void {
    this.parallel.add(node.id);
    this.#operators.set(node.id, node);
    this.#inputs.set(node.id, dealtBy);
    this.dealOf.set(node.id, deals);
  }

  /** By what the rows of a parallel node's output are dealt; undefined where it is none. */
  #dealtBy({ node, output }: PlanInput): DealtBy | undefined {
    const operator = this.#operators.get(node);
    return operator && outputDealtBy(operator, output, this.#inputs.get(node)!);
  }

  #deal(deal: Deal): number {
    const known = this.deals.findIndex((each) => dealName(each) === dealName(deal));
    return 0 <= known ? known : this.deals.push(deal) - 1;
  }
}

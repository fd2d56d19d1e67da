import type { Schema } from '../data/types.ts';
import type { OperatorNode, Plan, PlanInput, SinkNode } from '../document/plan.ts';

/** The columns of the rows that `node` takes, for each of its inputs. */
export function inputSchemas(plan: Plan, node: OperatorNode | SinkNode): readonly Schema[] {
  return node.inputs.map((input) => outputSchema(plan, input));
}

/** The columns of the rows that an output gives. */
export function outputSchema(plan: Plan, { node: id, output }: PlanInput): Schema {
  const upstream = plan.nodes.find((each) => each.id === id)!;
  if (output === 'main') return upstream.schema;
  // Late rows have the columns that their operator takes, not those that it gives.
  return inputSchemas(plan, upstream as OperatorNode)[output === 'late' ? 0 : 1]!;
}

import type { Schema } from '../data/types.ts';
import type { OperatorNode, SelectOptions } from '../document/plan.ts';
import type { OperatorContext, Receiver } from './operator.ts';
import { createProjection } from './project.ts';

/** Gives the written columns, and those only. */
export function createSelect(
  { operator, schema }: OperatorNode & { readonly operator: SelectOptions },
  inputSchema: Schema,
  context: OperatorContext,
): Receiver {
  return createProjection(operator.columns, { input: inputSchema, output: schema }, context);
}

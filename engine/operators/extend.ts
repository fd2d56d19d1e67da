import type { Schema } from '../data/types.ts';
import type { ExtendOptions, OperatorNode } from '../document/plan.ts';
import type { OperatorContext, Receiver } from './operator.ts';
import { createProjection } from './project.ts';

/** Gives the input's columns and the written ones. */
export function createExtend(
  { operator, schema }: OperatorNode & { readonly operator: ExtendOptions },
  inputSchema: Schema,
  context: OperatorContext,
): Receiver {
  return createProjection(operator.columns, { input: inputSchema, output: schema }, context);
}

import type { Schema } from '../data/types.ts';
import type { OperatorNode } from '../document/plan.ts';
import { createExtend } from './extend.ts';
import { createFilter } from './filter.ts';
import type { Operator, OperatorContext } from './operator.ts';
import { createSelect } from './select.ts';
import { createWindow } from './window.ts';

/** The operator that `node` asks for, over rows of `inputSchema`. */
export function createOperator(node: OperatorNode, inputSchema: Schema, context: OperatorContext): Operator {
  const { operator } = node;
  switch (operator.type) {
    case 'filter':
      return createFilter({ ...node, operator }, context);
    case 'select':
      return createSelect({ ...node, operator }, inputSchema, context);
    case 'extend':
      return createExtend({ ...node, operator }, inputSchema, context);
    case 'window':
      return createWindow({ ...node, operator }, inputSchema, context);
  }
}

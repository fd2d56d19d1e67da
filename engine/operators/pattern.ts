import type { Schema } from '../data/types.ts';
import type { OperatorNode, PatternOptions } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { OperatorContext, Receiver } from './operator.ts';

/** Finds sequences of rows per key. */
export function createPattern(
  node: OperatorNode & { readonly operator: PatternOptions },
  _inputSchema: Schema,
  _context: OperatorContext,
): Receiver {
  throw new Fault('internal', `pattern "${node.id}" cannot be run`);
}

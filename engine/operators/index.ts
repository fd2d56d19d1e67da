import type { Schema } from '../data/types.ts';
import type { OperatorNode } from '../document/plan.ts';
import { createDeduplicate } from './deduplicate.ts';
import { createExtend } from './extend.ts';
import { createFilter } from './filter.ts';
import { createIntervalJoin } from './interval-join.ts';
import { createLag } from './lag.ts';
import type { Stateful } from '../state/snapshot.ts';
import type { Operator, OperatorContext, StatefulReceiver } from './operator.ts';
import { createPattern } from './pattern.ts';
import { createSelect } from './select.ts';
import { createTopN } from './top-n.ts';
import { createUnion } from './union.ts';
import { createClockWindow } from './window-clock.ts';
import type { WindowOperator } from './window.ts';
import { createWindow } from './window.ts';

/** The operator that `node` asks for, over rows of `inputSchemas`, one for each of its inputs. */
export function createOperator(
  node: OperatorNode,
  inputSchemas: readonly Schema[],
  context: OperatorContext,
): Operator {
  const { operator } = node;
  const inputSchema = inputSchemas[0]!;
  switch (operator.type) {
    case 'filter':
      return { inputs: [createFilter({ ...node, operator }, context)] };
    case 'select':
      return { inputs: [createSelect({ ...node, operator }, inputSchema, context)] };
    case 'extend':
      return { inputs: [createExtend({ ...node, operator }, inputSchema, context)] };
    case 'union':
      return createUnion(node, context);
    case 'window':
      if (operator.time === 'processing') return createClockWindow({ ...node, operator }, inputSchema, context);
      return windowing(createWindow({ ...node, operator }, inputSchema, context));
    case 'deduplicate':
      return saved(createDeduplicate({ ...node, operator }, inputSchema, context));
    case 'lag':
      return saved(createLag({ ...node, operator }, inputSchema, context));
    case 'top_n':
      return saved(createTopN({ ...node, operator }, inputSchema, context));
    case 'interval_join':
      return createIntervalJoin({ ...node, operator }, inputSchemas, context);
    case 'pattern':
      return saved(createPattern({ ...node, operator }, inputSchema, context));
  }
}

/** An operator of one input that keeps something from one row to the next. */
function keeping(receiver: StatefulReceiver): Operator {
  return { inputs: [receiver], stateSize: () => receiver.stateSize };
}

/** The same, whose state can be saved. */
function saved(receiver: StatefulReceiver & Stateful): Operator {
  return { ...keeping(receiver), state: receiver };
}

function windowing(window: WindowOperator): Operator {
  return { ...saved(window), openWindows: () => window.openWindows };
}

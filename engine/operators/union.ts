import type { OperatorNode } from '../document/plan.ts';
import type { Operator, OperatorContext, Receiver } from './operator.ts';

/**
 * All rows of all inputs, in the order in which they come, under the combined watermark that they come with (contract, section 3).
 * One receiver for all inputs: that they are not told apart is what chooses the rule of combination.
 */
export function createUnion({ hasEventTime, inputs }: OperatorNode, { output }: OperatorContext): Operator {
  const receiver: Receiver = {
    get keepsBatches() {
      return output.keepsBatches !== false;
    },
    get reads() {
      return output.reads;
    },
    receive(batch) {
      // Where one input has no event time, the stream has none.
      output.receive(hasEventTime || batch.eventTimes === null ? batch : { ...batch, eventTimes: null });
    },
  };
  return { inputs: inputs.map(() => receiver) };
}

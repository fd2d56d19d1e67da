import { describeFault, Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { NodeCounters } from './node-counters.ts';

/** What a person is told of `error`. `working`: the node that was at work when it was thrown. */
export function describeFailure(error: unknown, working: NodeCounters | null): FaultDescription {
  const fault = describeFault(error);
  // A Fault names its node itself; of a bug, only the meter knows where it happened.
  if (error instanceof Fault || !working) return fault;
  return { code: fault.code, message: `${working.title}: ${fault.message}` };
}

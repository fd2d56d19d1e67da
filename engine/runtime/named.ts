import type { SourceNode } from '../document/plan.ts';
import { describeFault, Fault } from '../fault.ts';

/** Sources do not know what they are called: what `work` of one complains of is told under its name. */
export async function named<T>(node: SourceNode, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message, isPermanent = false } = describeFault(error);
    const name = `source "${node.id}": `;
    throw message.startsWith(name) ? error : new Fault(code, name + message, { cause: error, isPermanent });
  }
}

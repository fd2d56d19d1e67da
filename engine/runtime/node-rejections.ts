import type { PlanNode } from '../document/plan.ts';
import { RejectsFile } from '../files/rejects.ts';
import type { OperatorContext } from '../operators/operator.ts';
import type { ChainSurroundings } from './entries.ts';
import type { NodeCounters } from './node-counters.ts';
import { rejectedRow, Rejections } from './rejections.ts';
import type { SubtaskPort } from './subtask.ts';

/** What happens to the rejected rows, and the warnings, of the nodes of one chain. */
export class NodeRejections {
  readonly stores: RejectsFile[] = [];
  readonly #port: Pick<SubtaskPort, 'post'>;
  readonly #reject: ChainSurroundings['reject'];

  /** `reject`: takes what operators reject, where it is not counted here. */
  constructor(port: Pick<SubtaskPort, 'post'>, reject: ChainSurroundings['reject']) {
    this.#port = port;
    this.#reject = reject;
  }

  of(node: PlanNode, counters: NodeCounters): Rejections {
    const tell = (message: string): void => this.warn(node, message);
    const store = node.rejectsPath === null ? null : new RejectsFile(node.rejectsPath, { warn: tell });
    if (store) this.stores.push(store);
    return new Rejections(counters, { tell, store, failsOnError: node.failsOnError, filled: node.filled });
  }

  /** What is done with rows that an operator cannot compute. */
  rejecting(node: PlanNode, counters: NodeCounters): OperatorContext['reject'] {
    const reject = this.#reject;
    if (reject) return (batch, row, reason) => reject(node.id, rejectedRow({ batch, row }, reason, node.filled));
    const rejections = this.of(node, counters);
    return (batch, row, reason) => rejections.rejectComputed(batch, row, reason);
  }

  warn({ id }: PlanNode, message: string): void {
    this.#port.post({ type: 'warning', node: id, message });
  }
}

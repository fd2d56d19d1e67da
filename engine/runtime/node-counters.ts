import type { OperatorCounters } from '../operators/operator.ts';
import type { SourceCounters } from '../sources/source.ts';
import type { Clock } from '../time/clock.ts';
import type { NodeCounts } from './protocol.ts';

/** What is counted of one node of one subtask. */
export class NodeCounters implements OperatorCounters, SourceCounters {
  readonly id: string;
  /** How a message begins that is about this node: `operator "hot"`. */
  readonly title: string;
  rowsIn = 0;
  rowsOut = 0;
  late = 0;
  rejected = 0;
  dropped = 0;
  watermark = -Infinity;
  busyMs = 0;

  constructor(id: string, role: string) {
    this.id = id;
    this.title = `${role} "${id}"`;
  }

  /** The counts as plain data. */
  snapshot(): NodeCounts {
    const { id, rowsIn, rowsOut, late, rejected, dropped, watermark, busyMs } = this;
    return { id, rowsIn, rowsOut, late, rejected, dropped, watermark, busyMs };
  }
}

/**
 * Charges the time that passes to the node that is at work. Chained nodes call each other directly, so the time of an
 * outer node is what is left when the nodes that it calls are taken off: two readings of the clock per node and batch.
 */
export class WorkMeter {
  readonly #clock: Clock;
  #working: NodeCounters | null = null;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The node at work: after an exception, the one that threw it. */
  get working(): NodeCounters | null {
    return this.#working;
  }

  /** Starts to charge `node`, and gives the one to hand back to `leave`. */
  enter(node: NodeCounters): NodeCounters | null {
    const outer = this.#working;
    this.#charge();
    this.#working = node;
    return outer;
  }

  leave(outer: NodeCounters | null): void {
    this.#charge();
    this.#working = outer;
  }

  #charge(): void {
    const now = this.#clock.monotonic();
    if (this.#working) this.#working.busyMs += now - this.#since;
    this.#since = now;
  }
}

import type { OperatorCounters } from '../operators/operator.ts';
import type { SourceCounters } from '../sources/source.ts';
import type { Clock } from '../time/clock.ts';
import type { NodeCounts } from './protocol.ts';

/** What is counted of one node of one subtask. */
export class NodeCounters implements OperatorCounters, SourceCounters {
  readonly id: string;
  readonly role: string;
  /** How a message begins that is about this node: `operator "hot"`. */
  readonly title: string;
  rowsIn = 0;
  rowsOut = 0;
  late = 0;
  rejected = 0;
  dropped = 0;
  watermark = -Infinity;
  /** Milliseconds of work. */
  busyMs = 0;
  /** Milliseconds for which what it gave was not taken: a node downstream was at work, or a sink was full. */
  backpressuredMs = 0;
  #holds = 0;
  #heldSince = 0;

  constructor(id: string, role: string) {
    this.id = id;
    this.role = role;
    this.title = `${role} "${id}"`;
  }

  /** From now on a full sink is waited for, which holds this node up, or is this node. Ends with as many calls of `release`. */
  hold(now: number): void {
    if (this.#holds++ === 0) this.#heldSince = now;
  }

  release(now: number): void {
    this.#chargeHold(now);
    this.#holds--;
  }

  /** The counts as plain data at the moment `now`. `held`: what the node holds then, and the moment as far as it could work. */
  snapshot(now: number, held: Pick<NodeCounts, 'at' | 'queued' | 'state'>): NodeCounts {
    this.#chargeHold(now);
    const { id, rowsIn, rowsOut, late, rejected, dropped, watermark, busyMs, backpressuredMs } = this;
    return { id, rowsIn, rowsOut, late, rejected, dropped, watermark, busyMs, backpressuredMs, ...held };
  }

  #chargeHold(now: number): void {
    if (this.#holds === 0) return;
    // A full sink is at work on what it has; whoever would give it more waits.
    if (this.role === 'sink') this.busyMs += now - this.#heldSince;
    else this.backpressuredMs += now - this.#heldSince;
    this.#heldSince = now;
  }
}

/**
 * Charges the time that passes to the node that is at work. Chained nodes call each other directly, so the time of an
 * outer node is what is left when the nodes that it calls are taken off, and while those work it waits for them:
 * two readings of the clock per node and batch.
 */
export class WorkMeter {
  readonly #clock: Clock;
  #working: NodeCounters | null = null;
  #since = 0;
  #chargedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The node at work: after an exception, the one that threw it. */
  get working(): NodeCounters | null {
    return this.#working;
  }

  /** Milliseconds that were charged to any node. */
  get chargedMs(): number {
    return this.#chargedMs;
  }

  /**
   * Does `work` of `node` with what is `given`. What it hands to other nodes, under a `run` of their own, is their time.
   * With one `work` for all batches nothing is made for each.
   */
  run<T>(node: NodeCounters, work: (given: T) => void, given: T): void {
    const outer = this.#working;
    const from = this.#charge();
    const busyBefore = node.busyMs;
    this.#working = node;
    work(given);
    // Not in a finally: after an exception the meter still names the node that threw it.
    const to = this.#charge();
    this.#working = outer;
    node.backpressuredMs += to - from - (node.busyMs - busyBefore);
  }

  #charge(): number {
    const now = this.#clock.monotonic();
    if (this.#working) {
      this.#working.busyMs += now - this.#since;
      this.#chargedMs += now - this.#since;
    }
    this.#since = now;
    return now;
  }
}

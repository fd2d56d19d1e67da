import type { Plan } from '../document/plan.ts';
import type { SensorCost } from '../sensors/sensor-cost.ts';
import type { NodeCounts, RecordingCounts } from './protocol.ts';
import type { NodeStatus } from './status.ts';

/** Counts closer together than this, as the last ones of a run may be, would make shares out of chance. */
const SHORTEST_SHARE_MS = 100;

/** Where the time of one node went. */
type Shares = Pick<NodeStatus, 'busy' | 'backpressured' | 'idle'>;

/** The newest counts of a job's nodes, and the shares of time since the ones before. */
export class JobCounts {
  readonly #plan: Plan;
  #nodes: ReadonlyMap<string, NodeCounts> = new Map();
  #shares: ReadonlyMap<string, Shares> = new Map();
  /** What the shares are reckoned from. */
  #before: { readonly at: number; readonly nodes: ReadonlyMap<string, NodeCounts> } | null = null;
  #recording: RecordingCounts | null = null;
  /** What each sensor that it reads costs. */
  sensors: readonly SensorCost[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  get recording(): RecordingCounts | null {
    return this.#recording;
  }

  /** Takes in new counts, made at the moment `at` of a clock that never goes back. */
  update(counts: {
    readonly at: number;
    readonly nodes: readonly NodeCounts[];
    readonly recording: RecordingCounts | null;
    readonly sensors?: readonly SensorCost[];
  }): void {
    this.sensors = counts.sensors ?? [];
    this.#nodes = new Map(counts.nodes.map((each) => [each.id, each]));
    this.#share(counts.at);
    // While a recording is being closed it counts no more: what it has counted stands until it has ended.
    this.#recording = counts.recording ?? this.#recording;
  }

  /** The recording has ended: the next one counts from nothing. */
  endRecording(): void {
    this.#recording = null;
  }

  /** The job has ended: what it counted stands, but nobody works or waits, and nothing is in flight any more. */
  end(): void {
    this.sensors = [];
    this.#shares = new Map();
    this.#nodes = new Map([...this.#nodes].map(([id, node]) => [id, { ...node, queued: 0 }]));
  }

  /** One status for each node of the plan, in its order. */
  statuses(): readonly NodeStatus[] {
    const { capacity } = this.#plan.settings.buffer;
    return this.#plan.nodes.map((node) => {
      const counts = this.#nodes.get(node.id) ?? NOTHING_YET;
      const { rowsIn, rowsOut, late, rejected, dropped, watermark, queued, state } = counts;
      return {
        id: node.id,
        role: node.role,
        type: nodeType(node),
        inputs: node.inputs,
        rowsIn,
        rowsOut,
        late,
        rejected,
        dropped,
        watermark: Number.isFinite(watermark) ? watermark : null,
        ...outOfOrderness(node),
        ...(this.#shares.get(node.id) ?? NO_SHARES),
        queued,
        queueFill: Math.min(1, queued / capacity),
        state,
      };
    });
  }

  #share(at: number): void {
    const before = this.#before;
    if (before && at - before.at < SHORTEST_SHARE_MS) return;
    this.#before = { at, nodes: this.#nodes };
    if (!before) return;
    const share = ([id, now]: [string, NodeCounts]): [string, Shares] => {
      const then = before.nodes.get(id);
      // What a node's subtasks tell of no new moment stands.
      if (then?.at === now.at) return [id, this.#shares.get(id) ?? NO_SHARES];
      // Since when its threads could work is only known once they have told it.
      return [id, then === undefined || then.at === 0 ? NO_SHARES : shares(now, then)];
    };
    this.#shares = new Map([...this.#nodes].map(share));
  }
}

const NOTHING_YET = {
  rowsIn: 0,
  rowsOut: 0,
  late: 0,
  rejected: 0,
  dropped: 0,
  watermark: -Infinity,
  at: 0,
  busyMs: 0,
  backpressuredMs: 0,
  queued: 0,
  state: null,
};

const NO_SHARES: Shares = { busy: 0, backpressured: 0, idle: 0 };

type Times = Pick<NodeCounts, 'at' | 'busyMs' | 'backpressuredMs'>;

function shares(now: Times, before: Times): Shares {
  const elapsedMs = now.at - before.at;
  const busy = Math.min(1, (now.busyMs - before.busyMs) / elapsedMs);
  const backpressured = Math.min(1 - busy, (now.backpressuredMs - before.backpressuredMs) / elapsedMs);
  return { busy, backpressured, idle: 1 - busy - backpressured };
}

function outOfOrderness(node: Plan['nodes'][number]): Pick<NodeStatus, 'outOfOrdernessMs'> {
  const eventTime = node.role === 'source' ? node.source.eventTime : null;
  return eventTime ? { outOfOrdernessMs: eventTime.outOfOrdernessMs } : {};
}

function nodeType(node: Plan['nodes'][number]): string {
  if (node.role === 'source') return node.source.type;
  return node.role === 'operator' ? node.operator.type : node.sink.type;
}

import type { Plan } from '../document/plan.ts';
import type { NodeCounts, RecordingCounts } from './protocol.ts';
import type { NodeStatus } from './status.ts';

/** The newest counts of a job's nodes, and the shares of time since the ones before. */
export class JobCounts {
  readonly #plan: Plan;
  #nodes: ReadonlyMap<string, NodeCounts> = new Map();
  #busy: ReadonlyMap<string, number> = new Map();
  #at: number | null = null;
  #recording: RecordingCounts | null = null;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  get recording(): RecordingCounts | null {
    return this.#recording;
  }

  /** Takes in new counts; `at` is the moment on a clock that never goes back. */
  update(
    counts: { readonly nodes: readonly NodeCounts[]; readonly recording: RecordingCounts | null },
    at: number,
  ): void {
    const elapsedMs = this.#at === null ? 0 : at - this.#at;
    const busy = counts.nodes.map(({ id, busyMs }): [string, number] => {
      const workedMs = busyMs - (this.#nodes.get(id)?.busyMs ?? 0);
      return [id, 0 < elapsedMs ? Math.min(1, workedMs / elapsedMs) : 0];
    });
    this.#busy = new Map(busy);
    this.#nodes = new Map(counts.nodes.map((each) => [each.id, each]));
    this.#at = at;
    // While a recording is being closed it counts no more: what it has counted stands until it has ended.
    this.#recording = counts.recording ?? this.#recording;
  }

  /** The recording has ended: the next one counts from nothing. */
  endRecording(): void {
    this.#recording = null;
  }

  /** One status for each node of the plan, in its order. */
  statuses(): readonly NodeStatus[] {
    return this.#plan.nodes.map((node) => {
      const { rowsIn, rowsOut, late, rejected, dropped, watermark } = this.#nodes.get(node.id) ?? NOTHING_YET;
      return {
        id: node.id,
        role: node.role,
        type: nodeType(node),
        rowsIn,
        rowsOut,
        late,
        rejected,
        dropped,
        watermark: Number.isFinite(watermark) ? watermark : null,
        busy: this.#busy.get(node.id) ?? 0,
      };
    });
  }
}

const NOTHING_YET = { rowsIn: 0, rowsOut: 0, late: 0, rejected: 0, dropped: 0, watermark: -Infinity };

function nodeType(node: Plan['nodes'][number]): string {
  if (node.role === 'source') return node.source.type;
  return node.role === 'operator' ? node.operator.type : node.sink.type;
}

import type { JobStatus } from './contract-types.ts';

/** Rows per second of one node. */
export interface NodeRate {
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** Those that came too late. */
  readonly late: number;
}

/** The rates of a job's nodes by their ids. */
export type JobRates = ReadonlyMap<string, NodeRate>;

/** Statuses closer together than this would make a rate of one row out of chance. */
const SHORTEST_MS = 400;

/** Over how long rates are reckoned: counts come once a second and so do the ticks of sensors, and one may fall between two others. */
const SPAN_MS = 4000;

/** Makes rates out of the counts of one job's statuses as they come. */
export class RateMeter {
  /** The statuses of the last `SPAN_MS` and the one before them, the oldest first. */
  #kept: { readonly status: JobStatus; readonly atMs: number }[] = [];
  #rates: JobRates = new Map();

  /** The rates of the last seconds up to this status, which came at `nowMs`. */
  next(status: JobStatus, nowMs: number): JobRates {
    const last = this.#kept.at(-1);
    if (last !== undefined && !isSameRun(last.status, status)) this.#kept = [];
    else if (last !== undefined && nowMs - last.atMs < SHORTEST_MS) return this.#rates;
    this.#kept.push({ status, atMs: nowMs });
    while (2 < this.#kept.length && this.#kept[1]!.atMs <= nowMs - SPAN_MS) this.#kept.shift();
    const [first] = this.#kept as [{ status: JobStatus; atMs: number }];
    this.#rates = first.status === status ? new Map() : between(first.status, status, nowMs - first.atMs);
    return this.#rates;
  }
}

/** Counts begin anew with each start. */
function isSameRun(before: JobStatus, after: JobStatus): boolean {
  return before.state.kind === 'running' && after.state.kind === 'running' && before.state.since === after.state.since;
}

function between(before: JobStatus, after: JobStatus, elapsedMs: number): JobRates {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const perSecond = (now: number, then: number): number => Math.max(0, ((now - then) * 1000) / elapsedMs);
  return new Map(
    after.nodes.map((node) => [
      node.id,
      {
        rowsIn: perSecond(node.rowsIn, old.get(node.id)?.rowsIn ?? node.rowsIn),
        rowsOut: perSecond(node.rowsOut, old.get(node.id)?.rowsOut ?? node.rowsOut),
        late: perSecond(node.late, old.get(node.id)?.late ?? node.late),
      },
    ]),
  );
}

/** Rows per second that all sources of a job give. */
export function sourceRate(status: JobStatus, rates: JobRates): number {
  return status.nodes
    .filter((node) => node.role === 'source')
    .reduce((sum, node) => sum + (rates.get(node.id)?.rowsOut ?? 0), 0);
}

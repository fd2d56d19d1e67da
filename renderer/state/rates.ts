import type { JobStatus } from './contract-types.ts';

/** Rows per second of one node. */
export interface NodeRate {
  readonly rowsIn: number;
  readonly rowsOut: number;
}

/** The rates of a job's nodes by their ids. */
export type JobRates = ReadonlyMap<string, NodeRate>;

/** Statuses closer together than this would make a rate of one row out of chance. */
const SHORTEST_MS = 400;

/** Makes rates out of the counts of one job's statuses as they come. */
export class RateMeter {
  #atMs = NaN;
  #status: JobStatus | null = null;
  #rates: JobRates = new Map();

  /** The rates between the status before and this one, which came at `nowMs`. */
  next(status: JobStatus, nowMs: number): JobRates {
    const elapsedMs = nowMs - this.#atMs;
    const before = this.#status;
    if (before !== null && elapsedMs < SHORTEST_MS && isSameRun(before, status)) return this.#rates;
    this.#rates = before === null || !isSameRun(before, status) ? new Map() : between(before, status, elapsedMs);
    this.#status = status;
    this.#atMs = nowMs;
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

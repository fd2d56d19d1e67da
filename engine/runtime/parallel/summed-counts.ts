import type { NodeCounts } from '../protocol.ts';

/**
 * What is counted of a node in all its subtasks together. `own`: what the first subtask knows of it, which is the rows that were rejected
 * and for how long full sinks held it up.
 */
export function summedCounts(
  own: NodeCounts,
  {
    counts,
    parallelism,
    queued,
  }: { readonly counts: readonly NodeCounts[]; readonly parallelism: number; readonly queued: number },
): NodeCounts {
  const sum = (of: (each: NodeCounts) => number): number => counts.reduce((total, each) => total + of(each), 0);
  const states = counts.flatMap(({ state }) => (state === null ? [] : [state]));
  return {
    id: own.id,
    rowsIn: sum((each) => each.rowsIn),
    rowsOut: sum((each) => each.rowsOut),
    late: sum((each) => each.late),
    rejected: own.rejected,
    dropped: 0,
    watermark: counts.length < parallelism ? -Infinity : Math.min(...counts.map(({ watermark }) => watermark)),
    at: sum(({ at }) => at),
    busyMs: sum(({ busyMs }) => busyMs),
    backpressuredMs: sum(({ backpressuredMs }) => backpressuredMs) + own.backpressuredMs * parallelism,
    queued,
    state:
      states.length === 0
        ? null
        : {
            keys: states.reduce((total, { keys }) => total + keys, 0),
            entries: states.reduce((total, { entries }) => total + entries, 0),
          },
  };
}

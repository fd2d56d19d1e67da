import type { JobStatus } from '../../engine/index.ts';

/**
 * The pipeline of `statuses` that a recording is made of: of those that run, else of those that are about to, the one
 * that shows most of this machine. An alert, or an example, runs beside it and is not what a person means by "record".
 */
export function recordedPipeline(statuses: readonly JobStatus[]): JobStatus | undefined {
  for (const kind of ['running', 'starting'] as const) {
    const [first] = statuses
      .filter(({ state }) => state.kind === kind)
      .sort((left, right) => shownOf(right) - shownOf(left));
    if (first !== undefined) return first;
  }
  return undefined;
}

/** How many charts of the machine's sensors a pipeline has; -1: it reads none of them. */
function shownOf({ nodes }: JobStatus): number {
  const readsSensors = nodes.some(({ role, type }) => role === 'source' && type === 'system');
  return readsSensors ? nodes.filter(({ type }) => type === 'chart').length : -1;
}

import type { Settings, SourceNode } from '../../document/plan.ts';
import type { Writing } from './writing.ts';
import { duration, literal } from './text.ts';
import type { Statement } from './statement.ts';

/** The settings of the session, from those of the document. */
export function settings(writing: Writing): Statement[] {
  const {
    name,
    settings: { parallelism, checkpoint, restart },
  } = writing.plan;
  const { mode, intervalMs, timeoutMs } = checkpoint;
  const checkpoints: [string, string][] =
    mode === 'none'
      ? []
      : [
          ['execution.checkpointing.interval', duration(intervalMs)],
          ['execution.checkpointing.timeout', duration(timeoutMs)],
          ['execution.checkpointing.mode', mode.toUpperCase()],
        ];
  const pace = watermarkPace(writing);
  const watermarks: [string, string][] = pace === null ? [] : [['pipeline.auto-watermark-interval', pace]];
  const all: readonly [string, string][] = [
    ['pipeline.name', name],
    ['execution.runtime-mode', 'streaming'],
    // Times are those of UTC, and windows begin with its days.
    ['table.local-time-zone', 'UTC'],
    ['parallelism.default', String(parallelism)],
    ...watermarks,
    ...checkpoints,
    ...restarts(restart),
  ];
  return all.map(([key, value]) => ({ name: '', sql: `SET '${key}' = ${literal(value)}` }));
}

/** Watermarks after each row, so that the same rows are late; a topic says so itself. With 0 ms no topic would ever be found idle. */
function watermarkPace(writing: Writing): string | null {
  const sources = writing.plan.nodes.filter((node) => node.role === 'source');
  const [topics, files] = [sources.filter(isTopic), sources.filter((node) => !isTopic(node))];
  if (files.length === 0) return null;
  return topics.some(({ source: { eventTime } }) => eventTime !== null && eventTime.idleTimeoutMs !== null)
    ? '1 ms'
    : '0 ms';

  function isTopic(node: SourceNode): boolean {
    return writing.tableOf(node) === 'kafka';
  }
}

function restarts(restart: Settings['restart']): [string, string][] {
  const type = restart.strategy.replace('_', '-');
  const key = (name: string): string => `restart-strategy.${type}.${name}`;
  const start: [string, string] = ['restart-strategy.type', type];
  switch (restart.strategy) {
    case 'none':
      return [start];
    case 'fixed_delay':
      return [start, [key('attempts'), String(restart.attempts)], [key('delay'), duration(restart.delayMs)]];
    case 'failure_rate':
      return [
        start,
        [key('max-failures-per-interval'), String(restart.failures)],
        [key('failure-rate-interval'), duration(restart.perMs)],
        [key('delay'), duration(restart.delayMs)],
      ];
    case 'exponential_delay':
      return [
        start,
        [key('initial-backoff'), duration(restart.initialMs)],
        [key('max-backoff'), duration(restart.maxMs)],
        [key('backoff-multiplier'), String(restart.multiplier)],
        [key('jitter-factor'), String(restart.jitter)],
        [key('reset-backoff-threshold'), duration(restart.resetAfterMs)],
      ];
  }
}

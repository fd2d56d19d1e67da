import type { Plan, Settings } from '../../document/plan.ts';
import type { ExportOptions } from './writing.ts';
import { duration, literal } from './text.ts';
import type { Statement } from './statement.ts';

/** The settings of the session, from those of the document. */
export function settings(
  { name, settings: { parallelism, checkpoint, restart } }: Plan,
  { tables }: ExportOptions,
): Statement[] {
  const { mode, intervalMs, timeoutMs } = checkpoint;
  const checkpoints: [string, string][] =
    mode === 'none'
      ? []
      : [
          ['execution.checkpointing.interval', duration(intervalMs)],
          ['execution.checkpointing.timeout', duration(timeoutMs)],
          ['execution.checkpointing.mode', mode.toUpperCase()],
        ];
  // Watermarks after each row, so that the same rows are late. A Kafka table says so itself.
  const watermarks: [string, string][] = tables === 'kafka' ? [] : [['pipeline.auto-watermark-interval', '0 ms']];
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

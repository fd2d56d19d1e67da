import type { SETTINGS } from './keys/settings.ts';
import type { ValueOf } from './keys/value-of.ts';
import { whole } from './keys/value-of.ts';
import type { Settings } from './plan.ts';
import type { RestartSettings } from './plan-settings.ts';

/** Checked settings as a plan has them; null where something of them is wrong. */
export function readSettings(value: ValueOf<typeof SETTINGS>): Settings | null {
  const { parallelism } = value;
  const restart = value.restart && readRestart(value.restart);
  const batch = value.batch && whole(value.batch);
  const buffer = value.buffer && whole(value.buffer);
  const checkpoint = value.checkpoint && whole(value.checkpoint);
  if (parallelism === undefined || !restart || !batch || !buffer || !checkpoint) return null;
  const { interval: intervalMs, timeout: timeoutMs, retained, mode } = checkpoint;
  return {
    parallelism,
    batch: { size: batch.size, timeoutMs: batch.timeout },
    buffer: { capacity: buffer.capacity },
    checkpoint: { intervalMs, timeoutMs, retained, mode },
    restart,
  };
}

function readRestart(value: NonNullable<ValueOf<typeof SETTINGS>['restart']>): RestartSettings | null {
  const all = whole(value);
  if (all === null) return null;
  switch (all.strategy) {
    case 'none':
      return { strategy: 'none' };
    case 'fixed_delay':
      return { strategy: all.strategy, attempts: all.attempts, delayMs: all.delay };
    case 'failure_rate':
      return { strategy: all.strategy, failures: all.failures, perMs: all.per, delayMs: all.delay };
    case 'exponential_delay': {
      const { initial: initialMs, max: maxMs, multiplier, jitter, reset_after: resetAfterMs } = all;
      return { strategy: all.strategy, initialMs, maxMs, multiplier, jitter, resetAfterMs };
    }
  }
}

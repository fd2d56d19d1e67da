import type { SETTINGS } from './keys/settings.ts';
import type { ValueOf } from './keys/value-of.ts';
import { whole } from './keys/value-of.ts';
import type { Settings } from './plan.ts';

/** Checked settings as a plan has them; null where something of them is wrong. */
export function readSettings(value: ValueOf<typeof SETTINGS>): Settings | null {
  const { parallelism, restart } = value;
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
    restart: { strategy: 'none' },
  };
}

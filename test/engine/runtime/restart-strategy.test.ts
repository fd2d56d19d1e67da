import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { createRestartStrategy } from '../../../engine/runtime/restart-strategy.ts';
import type { RestartSettings } from '../../../engine/document/plan-settings.ts';

const EXPONENTIAL = {
  strategy: 'exponential_delay',
  initialMs: 1000,
  maxMs: 10_000,
  multiplier: 2,
  jitter: 0,
  resetAfterMs: 3_600_000,
} as const;

test('a fixed delay starts again so often over the whole life of the job, and then no more', () => {
  const settings = { strategy: 'fixed_delay', attempts: 3, delayMs: 500 } as const;
  deepEqual(delays(settings, [0, 1e6, 2e6, 9e9]), [500, 500, 500, null]);
});

test('an exponential delay grows up to its longest', () => {
  // Each failure right after the restart.
  deepEqual(delays(EXPONENTIAL, [0, 1000, 3000, 7000, 15_000, 25_000]), [1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('an exponential delay begins anew once the job has run long enough', () => {
  deepEqual(delays(EXPONENTIAL, [0, 1000, 3000 + 3_600_000, 5e6]), [1000, 2000, 1000, 2000]);
});

test('an exponential delay is longer or shorter by up to its jitter', () => {
  const settings = { ...EXPONENTIAL, jitter: 0.1 };
  const of = (random: number) => createRestartStrategy(settings, () => random).next(0);
  deepEqual([of(0), of(0.5), of(1)], [900, 1000, 1100]);
});

test('a failure rate stands so many failures within its time, and no more', () => {
  const settings = { strategy: 'failure_rate', failures: 2, perMs: 1000, delayMs: 10 } as const;
  deepEqual(delays(settings, [0, 400, 1400, 1500, 1600]), [10, 10, 10, 10, null]);
});

test('without a strategy the first failure is the last', () => {
  deepEqual(delays({ strategy: 'none' }, [0]), [null]);
});

function delays(settings: RestartSettings, times: readonly number[]): (number | null)[] {
  const strategy = createRestartStrategy(settings, () => 0.5);
  return times.map((time) => strategy.next(time));
}

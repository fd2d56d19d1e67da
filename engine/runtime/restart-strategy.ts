import type { RestartSettings } from '../document/plan-settings.ts';

/** Decides after each failure whether a job is started again, and when. Times are milliseconds of a clock that never goes back. */
export interface RestartStrategy {
  /** The job has failed at `now`: how long to wait before it is started again; null: it has failed for good. */
  next(now: number): number | null;
}

/** The strategy that `settings` ask for. `random` gives numbers from 0 to 1. */
export function createRestartStrategy(settings: RestartSettings, random: () => number): RestartStrategy {
  switch (settings.strategy) {
    case 'none':
      return { next: () => null };
    case 'fixed_delay':
      return fixedDelay(settings);
    case 'failure_rate':
      return failureRate(settings);
    case 'exponential_delay':
      return exponentialDelay(settings, random);
  }
}

type Of<S extends RestartSettings['strategy']> = Extract<RestartSettings, { strategy: S }>;

/** So many attempts over the whole life of the job. */
function fixedDelay({ attempts, delayMs }: Of<'fixed_delay'>): RestartStrategy {
  let failures = 0;
  return { next: () => (++failures <= attempts ? delayMs : null) };
}

/** Up to `failures` within `perMs`; the one after is too many. */
function failureRate({ failures, perMs, delayMs }: Of<'failure_rate'>): RestartStrategy {
  let times: number[] = [];
  return {
    next(now) {
      times = [...times, now].slice(-(failures + 1));
      const isTooMany = failures < times.length && now - times[0]! <= perMs;
      return isTooMany ? null : delayMs;
    },
  };
}

/** Each time longer, until it has run for `resetAfterMs`; without end. */
function exponentialDelay(
  { initialMs, maxMs, multiplier, jitter, resetAfterMs }: Of<'exponential_delay'>,
  random: () => number,
): RestartStrategy {
  let delayMs = initialMs;
  let restartedAt = -Infinity;
  return {
    next(now) {
      if (resetAfterMs <= now - restartedAt) delayMs = initialMs;
      const current = delayMs;
      delayMs = Math.min(maxMs, delayMs * multiplier);
      const spread = current * jitter * (2 * random() - 1);
      const waitMs = Math.max(0, Math.min(maxMs, Math.round(current + spread)));
      restartedAt = now + waitMs;
      return waitMs;
    },
  };
}

import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Begins to watch for how long anything in this thread waits for its turn; what it gives ends that, and tells the longest wait in milliseconds. */
export function watchTurns(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  return () => {
    delay.disable();
    return delay.max / 1e6;
  };
}

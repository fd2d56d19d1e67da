/** Calls back after a time: the only way in which the sensors wait, so that tests wait for nothing. */
export interface Timers {
  /** Calls `callback` once, about `delayMs` from now, unless the returned function is called before. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The timers of the platform. */
export const systemTimers: Timers = {
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Settles after `delayMs`, or at once when `signal` is aborted. */
export function wait(timers: Timers, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = timers.after(delayMs, finish);
    signal.addEventListener('abort', finish);
  });
}

import { readdirSync, readFileSync } from 'node:fs';

/** How often threads are looked at: one that ends is known up to its last look. */
const PERIOD_MS = 20;

/** A tick of the system's clock, which processor times are told in. */
const TICK_MS = 10;

/**
 * Watches what the threads of this process that begin from now on work, until the returned function is called, which gives the processor time of
 * the busiest one in milliseconds: how long it takes where each of them has a processor of its own. NaN where the system does not tell.
 */
export function watchThreads(): () => number {
  const before = new Set(threads());
  const times = new Map<string, number>();
  const look = (): void => {
    for (const thread of threads())
      if (!before.has(thread)) times.set(thread, timeOf(thread) ?? times.get(thread) ?? 0);
  };
  const looking = setInterval(look, PERIOD_MS);
  return () => {
    clearInterval(looking);
    return times.size === 0 ? NaN : Math.max(...times.values());
  };
}

function threads(): readonly string[] {
  try {
    return readdirSync('/proc/self/task');
  } catch {
    return [];
  }
}

function timeOf(thread: string): number | null {
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}

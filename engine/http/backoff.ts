/** The longest wait before the first try after a failure. */
const FIRST_MS = 500;
/** The longest wait after many failures. */
const LONGEST_MS = 60_000;
/** The longest that the other side may ask us to wait. */
const ASKED_MAX_MS = 3_600_000;

/**
 * How long to wait after failure number `failures`, from 1: anything up to a limit that doubles each time, so that many who
 * wait for the same machine do not all come back at once. `random`: 0 to 1.
 */
export function backoffMs(failures: number, random: () => number): number {
  return Math.round(random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(30, failures - 1)));
}

/** How long the other side asks to wait with a `Retry-After`: seconds or a date; 0 where it does not, or nobody understands it. */
export function askedWaitMs(retryAfter: string | undefined, nowMs: number): number {
  if (retryAfter === undefined) return 0;
  const waitMs = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs;
  return Number.isFinite(waitMs) ? Math.min(ASKED_MAX_MS, Math.max(0, waitMs)) : 0;
}

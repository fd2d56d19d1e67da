/**
 * What time it is. The only reader of the machine's clocks in the engine; everything else is given a clock,
 * and tests give one of their own.
 */
export interface Clock {
  /** Milliseconds since 1970 UTC. Data only: it jumps when somebody sets it. */
  now(): number;
  /** Milliseconds from an arbitrary start that never go back: for intervals and deadlines. */
  monotonic(): number;
}

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** What one sensor costs the thread that reads it. What the system does meanwhile, or another process, is not in it. */
export interface SensorCost {
  readonly sensor: string;
  /** Milliseconds of a reading, as they are lately. */
  readonly readingMs: number;
  /** How often it is read, in milliseconds. */
  readonly everyMs: number;
  /** How many times less often than it would be: 1, 2, 4, … */
  readonly thinning: number;
}

/** A sensor is read this many times less often at most. */
export const THINNING_MAX = 16;

/** The share of a thread that a sensor takes. */
export function shareOf({ readingMs, everyMs }: Pick<SensorCost, 'readingMs' | 'everyMs'>): number {
  return 0 < everyMs ? readingMs / everyMs : 0;
}

/** The sensor that takes most of its thread among those that may still be read less often; null where there is none. */
export function dearest(costs: readonly SensorCost[]): SensorCost | null {
  let found: SensorCost | null = null;
  for (const cost of costs) {
    if (cost.thinning < THINNING_MAX && shareOf(found ?? NOTHING) < shareOf(cost)) found = cost;
  }
  return found;
}

const NOTHING = { readingMs: 0, everyMs: 1 };

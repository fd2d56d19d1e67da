/** How far readings are thinned out, and since when the program has cost too much, or little enough. */
export interface BudgetState {
  /** How many times a dearest sensor was made to be read half as often. */
  readonly level: number;
  /** When what is measured began to be as it is. */
  readonly since: number;
  readonly trend: 'over' | 'within' | 'under';
}

export interface BudgetMeasure {
  /** Percent of a core that the program took lately. */
  readonly cpuPercent: number;
  /** What it may take; null: whatever it does. */
  readonly limitPercent: number | null;
  /** Milliseconds of a clock that never goes back. */
  readonly now: number;
}

/** Before anything was measured. */
export const WITHIN_BUDGET: BudgetState = { level: 0, since: -Infinity, trend: 'within' };

/** A burst is over sooner than this. */
export const OVER_FOR_MS = 20_000;
/** To go back takes longer than to thin out, so that it does not swing to and fro. */
export const UNDER_FOR_MS = 60_000;
/** There is room again below this share of the budget: reading twice as often has to fit into it. */
export const ROOM = 0.7;
/** Steps beyond which there is hardly anything left to thin out. */
export const LEVEL_MAX = 12;

/**
 * What follows from a measure: one more step of thinning after twenty seconds over the budget, one less after a minute well under
 * it, and nothing in between. Each step is given its time to show before the next one.
 */
export function nextBudget(state: BudgetState, { cpuPercent, limitPercent, now }: BudgetMeasure): BudgetState {
  if (limitPercent === null) return { level: 0, since: now, trend: 'within' };
  const trend = cpuPercent > limitPercent ? 'over' : cpuPercent < limitPercent * ROOM ? 'under' : 'within';
  if (trend !== state.trend) return { level: state.level, since: now, trend };
  const lasted = now - state.since;
  if (trend === 'over' && OVER_FOR_MS <= lasted && state.level < LEVEL_MAX)
    return { level: state.level + 1, since: now, trend };
  if (trend === 'under' && UNDER_FOR_MS <= lasted && 0 < state.level)
    return { level: state.level - 1, since: now, trend };
  return state;
}

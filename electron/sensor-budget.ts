import { nextBudget, shareOf, WITHIN_BUDGET, type BudgetState, type SensorCost } from '../engine/index.ts';
import type { ProgramCost } from './cost.ts';
import type { AppCost } from './ipc/contract.ts';

export interface SensorBudgetParts {
  readonly sensors: () => readonly SensorCost[];
  /** Has the dearest sensors read less often, so many times over. */
  readonly thin: (level: number) => void;
  readonly limitPercent: () => number | null;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** Keeps the app within the budget that a person has set, and tells which sensor is dearest. */
export class SensorBudget {
  readonly #parts: SensorBudgetParts;
  #state: BudgetState = WITHIN_BUDGET;

  constructor(parts: SensorBudgetParts) {
    this.#parts = parts;
  }

  /** Takes in what the app costs now, and adds what its sensors have to do with it. */
  take(cost: ProgramCost): AppCost {
    const { sensors, thin, limitPercent, monotonic } = this.#parts;
    const measure = { cpuPercent: cost.cpuPercent, limitPercent: limitPercent(), now: monotonic() };
    this.#state = nextBudget(this.#state, measure);
    thin(this.#state.level);
    const all = sensors();
    const thinned = all.filter(({ thinning }) => 1 < thinning);
    return {
      ...cost,
      dearest: dearestOf(all),
      thinned: thinned.map(({ sensor, everyMs }) => ({ sensor, everyMs })),
    };
  }
}

/** Several pipelines may read the same sensor: then it costs what all of them take. */
function dearestOf(all: readonly SensorCost[]): AppCost['dearest'] {
  const percents = new Map<string, number>();
  for (const cost of all) percents.set(cost.sensor, (percents.get(cost.sensor) ?? 0) + 100 * shareOf(cost));
  let found: AppCost['dearest'] = null;
  for (const [sensor, percent] of percents) if (percent > (found?.percent ?? 0)) found = { sensor, percent };
  return found;
}

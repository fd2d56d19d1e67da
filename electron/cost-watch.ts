import { availableParallelism } from 'node:os';
import type { App } from 'electron';
import { systemClock } from '../engine/index.ts';
import { COST_HIDDEN_MS, COST_SHOWN_MS, CostMeter, proportionalSetSize } from './cost.ts';
import type { SensorBudget } from './sensor-budget.ts';
import type { AppCost } from './ipc/contract.ts';

export interface CostWatchParts {
  readonly meter: Pick<CostMeter, 'begin' | 'measure'>;
  readonly budget: Pick<SensorBudget, 'take'>;
  readonly isVisible: () => boolean;
  readonly onCost: (cost: AppCost) => void;
}

/** A meter of all processes of `app`. */
export function appCostMeter(app: Pick<App, 'getAppMetrics'>): CostMeter {
  return new CostMeter({
    processes: () => app.getAppMetrics(),
    cores: availableParallelism(),
    monotonic: () => systemClock.monotonic(),
    shareOf: proportionalSetSize,
  });
}

/** Measures the app's cost again and again, less often while nobody looks. */
export class CostWatch {
  readonly #parts: CostWatchParts;
  #timer: NodeJS.Timeout | null = null;
  #latest: AppCost | null = null;
  #isClosed = false;

  constructor(parts: CostWatchParts) {
    this.#parts = parts;
  }

  /** The last measure; null before the first. */
  get latest(): AppCost | null {
    return this.#latest;
  }

  /** Measures from now on; the first time after two seconds. */
  begin(): void {
    this.#parts.meter.begin();
    this.#wait();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#isClosed) return;
    const waitMs = this.#parts.isVisible() ? COST_SHOWN_MS : COST_HIDDEN_MS;
    this.#timer = setTimeout(() => void this.#measure(), waitMs);
  }

  async #measure(): Promise<void> {
    this.#latest = this.#parts.budget.take(await this.#parts.meter.measure());
    this.#parts.onCost(this.#latest);
    this.#wait();
  }
}

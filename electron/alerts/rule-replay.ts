import type { ChartSeries } from '../../engine/index.ts';
import type { AlertRule, ReplayedChange } from '../ipc/alerts.ts';
import { FIRST_STATE, nextState, type AlertState } from './alert-state.ts';

/** Changes that are listed, the first ones; further ones are only counted. */
export const CHANGES_MAX = 1_000;

/** What a rule would have done with readings of the past. It is the same machine as that of now, and tells nobody. */
export class RuleReplay {
  readonly #rule: AlertRule;
  readonly #states = new Map<string, AlertState>();
  readonly #changes: ReplayedChange[] = [];
  #changed = 0;
  #readings = 0;
  #fired = 0;
  #told = 0;
  #from = Infinity;
  #to = -Infinity;

  constructor(rule: AlertRule) {
    this.#rule = rule;
  }

  /** Takes in readings of one sensor, in the order in which they were recorded. */
  take({ series: entity, times, values }: ChartSeries): void {
    let state = this.#states.get(entity) ?? FIRST_STATE;
    for (let i = 0; i < times.length; i++) {
      const reading = { at: times[i]!, value: values[i]! };
      const step = nextState(this.#rule, state, reading);
      if (step.state.phase !== state.phase) this.#note(entity, step);
      state = step.state;
      this.#from = Math.min(this.#from, reading.at);
      this.#to = Math.max(this.#to, reading.at);
    }
    this.#readings += times.length;
    this.#states.set(entity, state);
  }

  /** What came of all that it has taken in. */
  result() {
    const isEmpty = this.#readings === 0;
    return {
      readings: this.#readings,
      sensors: this.#states.size,
      from: isEmpty ? null : this.#from,
      to: isEmpty ? null : this.#to,
      fired: this.#fired,
      told: this.#told,
      // Readings of several sensors come in the order of the rows, and messages hold one sensor after the other.
      changes: [...this.#changes].sort((a, b) => a.at - b.at),
      left: this.#changed - this.#changes.length,
    };
  }

  #note(entity: string, { state, event, isCooling }: ReturnType<typeof nextState>): void {
    this.#changed++;
    if (event === 'fired') {
      this.#fired++;
      if (!isCooling) this.#told++;
    }
    if (CHANGES_MAX <= this.#changes.length) return;
    this.#changes.push({
      at: state.at,
      entity,
      phase: state.phase,
      value: state.value,
      isTold: event === 'fired' && !isCooling,
    });
  }
}

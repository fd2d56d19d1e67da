import type { JobStatus } from '../../engine/index.ts';
import type { AlertEvent, AlertRule, AlertStatus, WatchedSensor } from '../ipc/alerts.ts';
import { FIRST_STATE, nextState, stateAfterEdit, type AlertState } from './alert-state.ts';

/** Without a reading for this long a rule says that it has none. */
export const NO_DATA_MS = 15_000;

/** Sensors that one rule follows; further ones are passed over, and counted. */
const SENSORS_MAX = 200;

/** From good to bad, as one word has to stand for all sensors. */
const WORST_LAST = ['normal', 'recovering', 'pending', 'alerting'] as const;

/** An event before it is decided whether it is told. */
export type Occurrence = Omit<AlertEvent, 'silent'> & { readonly value: number; readonly isCooling: boolean };

/** One rule and what it knows of its sensors. */
export class RuleWatch {
  readonly rule: AlertRule;
  /** When it began to wait for readings, and when the newest came, by the clock of the machine. */
  #heardAt: number;
  /** Readings of sensors that are too many. */
  #passedOver = 0;
  readonly #states = new Map<string, AlertState>();

  constructor(rule: AlertRule, now: number) {
    this.rule = rule;
    this.#heardAt = now;
  }

  /** Takes in readings of one sensor, and gives what happened. */
  take(entity: string, times: Float64Array, values: Float64Array, now: number): Occurrence[] {
    const { name, metric } = this.rule;
    const known = this.#states.get(entity);
    if (known === undefined && SENSORS_MAX <= this.#states.size) {
      this.#passedOver += times.length;
      return [];
    }
    this.#heardAt = now;
    const happened: Occurrence[] = [];
    let state = known ?? FIRST_STATE;
    for (let i = 0; i < times.length; i++) {
      const reading = { at: times[i]!, value: values[i]! };
      const { isCooling, event, ...step } = nextState(this.rule, state, reading);
      state = step.state;
      if (event !== null) happened.push({ ...reading, name, metric, entity, kind: event, isCooling });
    }
    this.#states.set(entity, state);
    return happened;
  }

  /** Goes on with what `before`, the rule that it was, knew of the sensors that are its own too; gives what its other level ended. */
  goOnFrom(before: RuleWatch): Occurrence[] {
    const { name, metric, entity: own, comparison } = this.rule;
    if (metric !== before.rule.metric || comparison !== before.rule.comparison) return [];
    const happened: Occurrence[] = [];
    for (const [entity, known] of before.#states) {
      if (own !== null && own !== entity) continue;
      const { state, event } = stateAfterEdit(before.rule, this.rule, known);
      this.#states.set(entity, state);
      const { at, value } = state;
      if (event !== null) happened.push({ at, value, name, metric, entity, kind: event, isCooling: false });
    }
    return happened;
  }

  get passedOver(): number {
    return this.#passedOver;
  }

  /** A pipeline that was stopped begins anew. */
  reset(now: number): void {
    this.#states.clear();
    this.#heardAt = now;
  }

  sensors(isMuted: (entity: string) => boolean): readonly WatchedSensor[] {
    return [...this.#states].map(([entity, { phase, since, value }]) => ({
      entity,
      phase,
      since,
      value,
      isMuted: isMuted(entity),
    }));
  }

  /** What the rule as a whole is in, as `job` runs at the moment `now`. */
  state(job: JobStatus | undefined, now: number): AlertStatus['state'] {
    const kind = job?.state.kind;
    if (kind === 'failed' || kind === 'restarting') return 'error';
    if (kind !== 'running' && kind !== 'starting') return 'off';
    if (NO_DATA_MS <= now - this.#heardAt) return 'no-data';
    const worst = Math.max(0, ...[...this.#states.values()].map(({ phase }) => WORST_LAST.indexOf(phase)));
    return WORST_LAST[worst]!;
  }
}

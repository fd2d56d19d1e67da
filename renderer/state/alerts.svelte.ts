import type {
  AlertEvent,
  AlertReplay,
  AlertRule,
  AlertsChange,
  AlertsState,
  MuteSpan,
} from '../../electron/ipc/contract.ts';
import type { PageBridge } from '../bridge.ts';
import type { AlertLimit } from '../charts/alert-lines.ts';
import type { Faults } from './faults.svelte.ts';

/** The alerts as main last told them, and what they told. */
export class Alerts {
  state = $state.raw() as AlertsState;
  /** The newest first. */
  history = $state.raw<readonly AlertEvent[]>([]);
  /** The rule whose form is open: its id, empty of a new one; null without a form. */
  form = $state<string | null>(null);
  /** What a rule that is in the form would have done; null before that was asked for. */
  replay = $state.raw<AlertReplay | null>(null);
  isReplaying = $state(false);
  // As a text: what it has found of sensors comes each second, and is no new limit.
  readonly #limits = $derived(JSON.stringify(this.#findLimits()));
  /**
   * From where on its rules fire, for charts of what happens now. A rule that is mute is among them: it notes, and tells nobody. One whose
   * pipeline is off or has failed watches nothing, and one that is a replay watches no sensor.
   */
  readonly limits = $derived(JSON.parse(this.#limits) as readonly AlertLimit[]);
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(state: AlertsState, history: readonly AlertEvent[], { bridge, faults }: Parts) {
    this.state = state;
    this.history = history;
    this.#bridge = bridge;
    this.#faults = faults;
  }

  /** How many of them are alerting, for the badge of the page. */
  get count(): number {
    return this.state.alerts.filter(({ state }) => state === 'alerting' || state === 'recovering').length;
  }

  unitOf(metric: string): string | null {
    return this.state.metrics.find((known) => known.metric === metric)?.unit ?? null;
  }

  /** Makes a rule and starts it; gives whether it is there. */
  async create(rule: AlertRule): Promise<boolean> {
    return this.#take(this.#bridge.request('createAlert', rule));
  }

  /** Opens the form of a new rule. */
  make(): void {
    this.open('');
  }

  /** Opens the form of rule `id`, or of a new one. */
  open(id: string): void {
    this.form = id;
    this.replay = null;
  }

  /** Takes in what has changed. */
  receive({ order, changed, ...ofAll }: AlertsChange): void {
    const known = new Map([...this.state.alerts, ...changed].map((alert) => [alert.id, alert]));
    this.state = { ...this.state, alerts: order.flatMap((id) => known.get(id) ?? []), ...ofAll };
  }

  /** Makes `id` another rule; gives whether it is. */
  change(id: string, rule: AlertRule): Promise<boolean> {
    return this.#take(this.#bridge.request('changeAlert', id, rule));
  }

  /** Asks what `rule` would have done on a recording. */
  async wouldHave(rule: AlertRule, recording: string): Promise<void> {
    this.isReplaying = true;
    this.replay = null;
    const replay = await this.#faults.attempt(this.#bridge.request('replayAlert', rule, recording));
    this.isReplaying = false;
    // Null: another one was asked for meanwhile, which is under way.
    if (replay !== null) this.replay = replay;
  }

  async mute(id: string | null, entity: string | null, span: MuteSpan): Promise<void> {
    await this.#take(this.#bridge.request('muteAlert', id, entity, span));
  }

  async test(id: string): Promise<void> {
    await this.#faults.attempt(this.#bridge.request('testAlert', id));
  }

  #findLimits(): readonly AlertLimit[] {
    return this.state.alerts
      .filter(({ state, isReplay }) => state !== 'off' && state !== 'error' && !isReplay)
      .map(({ rule, mutedUntil, sensors }) => {
        const { metric, entity, comparison, level } = rule;
        const isSensorMuted = entity !== null && sensors.some((each) => each.entity === entity && each.isMuted);
        const isMuted = this.state.mutedUntil !== null || mutedUntil !== null || isSensorMuted;
        return { metric, entity, comparison, level, unit: this.unitOf(metric), isMuted };
      });
  }

  async #take(request: Promise<AlertsState>): Promise<boolean> {
    const state = await this.#faults.attempt(request);
    if (state !== null) this.state = state;
    return state !== null;
  }
}

interface Parts {
  readonly bridge: PageBridge;
  readonly faults: Faults;
}

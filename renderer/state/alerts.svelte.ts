import type { AlertEvent, AlertRule, AlertsState, MuteSpan } from '../../electron/ipc/contract.ts';
import type { PageBridge } from '../bridge.ts';
import type { Faults } from './faults.svelte.ts';

/** The alerts as main last told them, and what they told. */
export class Alerts {
  state = $state.raw() as AlertsState;
  /** The newest first. */
  history = $state.raw<readonly AlertEvent[]>([]);
  /** Whether a rule is being made. */
  isMaking = $state(false);
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
    this.isMaking = true;
  }

  async mute(id: string | null, entity: string | null, span: MuteSpan): Promise<void> {
    await this.#take(this.#bridge.request('muteAlert', id, entity, span));
  }

  async test(id: string): Promise<void> {
    await this.#faults.attempt(this.#bridge.request('testAlert', id));
  }

  /** Moves a rule's pipeline to the trash. */
  async remove(id: string): Promise<void> {
    await this.#faults.attempt(this.#bridge.request('deletePipeline', id));
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

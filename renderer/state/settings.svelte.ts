import type { Settings, SettingsState } from '../../electron/ipc/contract.ts';
import type { PageBridge } from '../bridge.ts';
import { language, setLanguage } from '../messages/messages.ts';
import { unitChoice } from '../shared/unit-choice.svelte.ts';
import type { Faults } from './faults.svelte.ts';

/** What a person has chosen; the page does so at once. */
export class PageSettings {
  state = $state.raw() as SettingsState;
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(state: SettingsState, bridge: PageBridge, faults: Faults) {
    this.#bridge = bridge;
    this.#faults = faults;
    this.receive(state);
  }

  get chosen(): Settings {
    return this.state.settings;
  }

  receive(state: SettingsState): void {
    this.state = state;
    const { temperature, sizes, network, clock, theme } = state.settings;
    setLanguage(state.language);
    Object.assign(unitChoice, { temperature, sizes, network, clock });
    const root = document.documentElement;
    root.lang = language();
    // Light and dark come from the main process, which paints the window's own parts too.
    if (theme === 'contrast') root.dataset['contrast'] = 'more';
    else delete root.dataset['contrast'];
  }

  async change(change: Partial<Settings>): Promise<void> {
    const state = await this.#faults.attempt(this.#bridge.request('changeSettings', change));
    if (state !== null) this.receive(state);
  }

  /** Asks in a dialog of the desktop where recordings are to be kept. */
  async chooseRecordings(): Promise<void> {
    const state = await this.#faults.attempt(this.#bridge.request('chooseRecordingsFolder'));
    if (state !== null) this.receive(state);
  }
}

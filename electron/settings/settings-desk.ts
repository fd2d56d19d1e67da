import type { Settings, SettingsState } from '../ipc/settings.ts';
import type { Language } from '../language.ts';
import type { FoundSettings } from './settings-file.ts';

export interface SettingsDeskParts {
  readonly found: FoundSettings;
  /** Keeps the settings over restarts; throws a Fault where it cannot. */
  readonly save: (settings: Settings) => void;
  /** The language of the desktop. */
  readonly systemLanguage: Language;
  /** Where recordings are made while nothing else is chosen. */
  readonly recordings: string;
  readonly onChange: (state: SettingsState) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** The settings while the app runs: each change holds at once, and is kept. */
export class SettingsDesk {
  readonly #parts: SettingsDeskParts;
  readonly #followers: ((now: Settings, before: Settings | null) => void)[] = [];
  #settings: Settings;
  #hasTray = false;

  constructor(parts: SettingsDeskParts) {
    this.#parts = parts;
    this.#settings = parts.found.settings;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get language(): Language {
    const { language } = this.#settings;
    return language === 'system' ? this.#parts.systemLanguage : language;
  }

  get recordingsFolder(): string {
    return this.#settings.recordingsFolder ?? this.#parts.recordings;
  }

  get state(): SettingsState {
    const { settings, language, recordingsFolder } = this;
    return { settings, language, recordingsFolder, hasTray: this.#hasTray };
  }

  /** Calls `apply` now, and again whenever something has changed; where it fails, a person is told, and the others go on. */
  follow(apply: (now: Settings, before: Settings | null) => void): void {
    this.#followers.push(apply);
    this.#attempt(() => apply(this.#settings, null));
  }

  /** Changes some of the settings: they hold at once, also where they cannot be kept. */
  change(change: Partial<Settings>): SettingsState {
    const before = this.#settings;
    this.#settings = { ...before, ...change };
    for (const apply of this.#followers) this.#attempt(() => apply(this.#settings, before));
    this.#attempt(() => this.#parts.save(this.#settings));
    this.#parts.onChange(this.state);
    return this.state;
  }

  /** It was found out whether the desktop has a tray. */
  trayFound(hasTray: boolean): void {
    this.#hasTray = hasTray;
    this.#parts.onChange(this.state);
    for (const apply of this.#followers) this.#attempt(() => apply(this.#settings, this.#settings));
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.onTrouble(error);
    }
  }
}

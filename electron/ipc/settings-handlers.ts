import type { SettingsDesk } from '../settings/settings-desk.ts';
import { parseSettingsChange } from '../settings/settings.ts';
import type { Handlers } from './serve.ts';

/** What requests about settings are answered with. */
export interface SettingsParts {
  readonly settings: Pick<SettingsDesk, 'state' | 'change'>;
  /** Asks a person where recordings are to be kept, and keeps them there from now on. */
  readonly chooseRecordings: () => Promise<unknown>;
}

/** The requests about settings. */
export function settingsHandlers({ settings, chooseRecordings }: SettingsParts) {
  return {
    changeSettings: (change) => settings.change(parseSettingsChange(change)),
    async chooseRecordingsFolder() {
      await chooseRecordings();
      return settings.state;
    },
  } satisfies Partial<Handlers>;
}

import type { PageLink } from '../ipc/notify.ts';
import type { Program } from '../program.ts';
import type { Troubles } from '../troubles.ts';
import { SettingsDesk } from './settings-desk.ts';
import { loadSettings, saveSettings } from './settings-file.ts';

/** The settings as they were left; that their file is damaged, a person is told. */
export function openSettings(
  { paths, language }: Pick<Program, 'paths' | 'language'>,
  link: Pick<PageLink, 'tell'>,
  troubles: Pick<Troubles, 'tell'>,
): SettingsDesk {
  const found = loadSettings(paths.settings);
  if (found.trouble !== null) troubles.tell(found.trouble);
  return new SettingsDesk({
    found,
    save: (settings) => saveSettings(paths.settings, settings),
    systemLanguage: language,
    recordings: paths.recordings,
    onChange: (state) => link.tell('settingsChanged', state),
    onTrouble: (error) => troubles.tell(error),
  });
}

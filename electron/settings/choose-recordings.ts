import type { Dialog } from 'electron';
import { wordsOf } from '../words.ts';
import type { SettingsDesk } from './settings-desk.ts';

/** Asks in a dialog where recordings are to be kept; one that is given up changes nothing. */
export async function chooseRecordings(
  settings: Pick<SettingsDesk, 'language' | 'recordingsFolder' | 'change'>,
  dialog: Pick<Dialog, 'showOpenDialog'>,
): Promise<void> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: wordsOf(settings.language).chooseRecordings,
    defaultPath: settings.recordingsFolder,
    properties: ['openDirectory', 'createDirectory'],
  });
  const [folder] = filePaths;
  if (!canceled && folder !== undefined) settings.change({ recordingsFolder: folder });
}

import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { applySettings } from '../../../electron/settings/apply-settings.ts';
import { chooseRecordings } from '../../../electron/settings/choose-recordings.ts';
import { DEFAULT_SETTINGS } from '../../../electron/settings/settings.ts';
import { SettingsDesk, type SettingsDeskParts } from '../../../electron/settings/settings-desk.ts';

function harness(more: Partial<SettingsDeskParts> = {}) {
  const calls: string[] = [];
  const desk = new SettingsDesk({
    found: { settings: DEFAULT_SETTINGS, trouble: null },
    save: ({ theme }) => void calls.push(`save ${theme}`),
    systemLanguage: 'zh-CN',
    recordings: '/data/recordings',
    onChange: ({ language }) => void calls.push(`tell ${language}`),
    onTrouble: (error) => void calls.push(String(error)),
    ...more,
  });
  return { calls, desk };
}

test('a change holds at once, is kept, and is told', () => {
  const { calls, desk } = harness();
  desk.follow(({ theme }, before) => calls.push(`${before?.theme ?? 'none'} to ${theme}`));
  desk.change({ theme: 'dark' });
  deepEqual(calls, ['none to system', 'system to dark', 'save dark', 'tell zh-CN']);
});

test('the language is the desktop’s until one is chosen', () => {
  const { desk } = harness();
  const before = desk.language;
  deepEqual([before, desk.change({ language: 'en' }).language], ['zh-CN', 'en']);
});

test('what cannot be kept or done is told, and the rest holds all the same', () => {
  const save = (): never => {
    throw new Error('the disk is full');
  };
  const { calls, desk } = harness({ save });
  desk.follow((_now, before) => {
    if (before) throw new Error('no tray');
  });
  desk.follow(({ clock }) => calls.push(clock));
  deepEqual(
    [desk.change({ clock: '12' }).settings.clock, calls],
    ['12', ['24', 'Error: no tray', '12', 'Error: the disk is full', 'tell zh-CN']],
  );
});

test('theme, menu, tray and recordings follow the settings', () => {
  const { desk } = harness();
  const calls: string[] = [];
  const theme = { themeSource: 'system' as const };
  applySettings(desk, {
    app: { isPackaged: true, getAppPath: () => '/', getPath: () => '/', setLoginItemSettings: () => undefined },
    theme,
    window: { relabel: () => void calls.push('relabel') },
    tray: { show: (isWanted) => void calls.push(isWanted ? 'tray' : 'no tray') },
    recordings: { moved: () => void calls.push('moved') },
  });
  const themes = (['dark', 'contrast'] as const).map((wanted) => {
    desk.change({ theme: wanted });
    return theme.themeSource;
  });
  calls.length = 0;
  desk.change({ closeToTray: true });
  desk.trayFound(true);
  desk.change({ language: 'en' });
  desk.change({ recordingsFolder: '/mnt' });
  deepEqual(
    [themes, calls],
    [
      ['dark', 'system'],
      // Where there is no tray, closing the window must not make the app unreachable.
      ['no tray', 'tray', 'relabel', 'tray', 'tray', 'moved'],
    ],
  );
});

test('a folder is taken from the dialog, and a dialog that is given up changes nothing', async () => {
  const { desk } = harness();
  await chooseRecordings(desk, { showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }) });
  const before = desk.recordingsFolder;
  await chooseRecordings(desk, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: ['/mnt/a'] }) });
  deepEqual([before, desk.recordingsFolder], ['/data/recordings', '/mnt/a']);
});

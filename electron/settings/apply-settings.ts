import path from 'node:path';
import type { App, NativeTheme } from 'electron';
import { setLoginItem, type LoginItemParts } from './login-item.ts';
import type { SettingsDesk } from './settings-desk.ts';

export interface ApplyParts {
  readonly app: Pick<App, 'isPackaged' | 'getAppPath' | 'getPath' | 'setLoginItemSettings'>;
  readonly theme: Pick<NativeTheme, 'themeSource'>;
  readonly window: { relabel(): void };
  readonly tray: { show(isWanted: boolean): void };
  readonly recordings: { moved(): void };
}

/** Has the window, the desktop and the recordings do as the settings say, now and after each change. */
export function applySettings(settings: SettingsDesk, { app, theme, window, tray, recordings }: ApplyParts): void {
  settings.follow(({ theme: wanted }) => {
    theme.themeSource = wanted === 'contrast' ? 'system' : wanted;
  });
  settings.follow((now, before) => {
    if (before !== null && now.language !== before.language) window.relabel();
  });
  settings.follow(({ closeToTray }) => tray.show(closeToTray && settings.state.hasTray));
  settings.follow((now, before) => {
    if (before !== null && now.recordingsFolder !== before.recordingsFolder) recordings.moved();
  });
  settings.follow((now, before) => {
    // Only when a person changes it: what was set up by other means stays.
    if (before !== null && now.startAtLogin !== before.startAtLogin) setLoginItem(now.startAtLogin, loginOf(app));
  });
}

function loginOf(app: ApplyParts['app']): LoginItemParts {
  // An AppImage runs from a place that is gone when it ends.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  const data = `--user-data-dir=${app.getPath('userData')}`;
  return {
    platform: process.platform,
    command: app.isPackaged ? [program] : [program, app.getAppPath(), data],
    configFolder: process.env['XDG_CONFIG_HOME'] ?? path.join(app.getPath('home'), '.config'),
    setLoginItemSettings: (settings) => app.setLoginItemSettings(settings),
  };
}

import type { BrowserWindowConstructorOptions } from 'electron';
import { WINDOW_MIN, type WindowState } from './window-state.ts';

export interface WindowLook {
  readonly state: WindowState;
  readonly preload: string;
  readonly isDark: boolean;
  readonly isDevelopment: boolean;
}

/** How the window is made: the page in it has no Node, no devices, no spelling dictionaries from elsewhere, and one bridge. */
export function windowOptions({ state, preload, isDark, isDevelopment }: WindowLook): BrowserWindowConstructorOptions {
  const { isMaximized: _, ...bounds } = state;
  return {
    ...bounds,
    minWidth: WINDOW_MIN.width,
    minHeight: WINDOW_MIN.height,
    title: 'Millrace',
    // Shown once there is something in it, over the page's own background: no white flash.
    show: false,
    backgroundColor: backgroundColor(isDark),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // A click with the middle button would open a further window.
      disableBlinkFeatures: 'Auxclick',
      devTools: isDevelopment,
    },
  };
}

/** The page's background in either theme. */
export function backgroundColor(isDark: boolean): string {
  return isDark ? '#0f1318' : '#f5f7f9';
}

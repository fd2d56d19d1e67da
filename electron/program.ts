import type { App } from 'electron';
import { appPage, type AppPage } from './app-page.ts';
import { languageOf, type Language } from './language.ts';
import { AT_LOGIN_SWITCH } from './settings/login-item.ts';
import { appPaths, type AppPaths } from './paths.ts';

/** What is fixed from the start of the app to its end. */
export interface Program {
  readonly paths: AppPaths;
  /** That of the command line or the desktop. */
  readonly language: Language;
  /** Run from a checkout, by somebody who works on it. */
  readonly isDevelopment: boolean;
  readonly page: AppPage;
  readonly isTour: boolean;
  /** The desktop has started the app at login, not a person. */
  readonly isAtLogin: boolean;
}

/** What the command line, the environment and the system say; asked once the app is ready. */
export function readProgram(app: App, environment: NodeJS.ProcessEnv): Program {
  const isDevelopment = !app.isPackaged;
  return {
    paths: appPaths(app.getPath('userData'), app.getAppPath()),
    language: languageOf(app.commandLine.getSwitchValue('lang') || app.getLocale()),
    isDevelopment,
    page: appPage(isDevelopment, environment['ELECTRON_RENDERER_URL']),
    isTour: app.commandLine.hasSwitch('tour'),
    isAtLogin: app.commandLine.hasSwitch(AT_LOGIN_SWITCH),
  };
}

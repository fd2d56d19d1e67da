import type { App, Session, WebContents } from 'electron';
import { isOfOrigin } from './app-origin.ts';

/** Where a page may load from: the app's own origin and, from a checkout, the development server's. */
export interface AllowedOrigins {
  readonly page: string;
  /** Further origins that requests may go to: the development server's, and its socket. */
  readonly requests: readonly string[];
}

/** Puts every page into Chromium's sandbox, unless the app was started without one; heeded only before the app is ready. */
export function sandboxPages(app: Pick<App, 'commandLine' | 'enableSandbox'>): void {
  // Root may only start Chromium with --no-sandbox; asked for a sandbox all the same, its helpers would not start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Keeps every page of the app where it is: no navigation, no further window, no embedded page. */
export function hardenContents(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Takes every permission, every device and the network away from the pages of `session`. */
export function hardenSession(session: Session, origins: AllowedOrigins): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAllowed(details.url, origins) }));
}

function isAllowed(url: string, { page, requests }: AllowedOrigins): boolean {
  return [page, ...requests].some((origin) => isOfOrigin(url, origin));
}
